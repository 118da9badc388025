//! The page itself.

use std::borrow::Borrow;

use askama::Template;
use askama::filters::HtmlSafe;

use super::super::sheet::{ReportSheet, SectionBody, SheetText, TaskLine};
use super::chips::Words;
use crate::lang::Lang;

/// A picture, ready to stand in the page.
pub(super) struct Shot {
    pub(super) source: String,
    pub(super) width: u32,
    pub(super) height: u32,
}

/// `style`, `seal`, `json` and the element around it are ours, and the only things that are not escaped here. The policy
/// in the head forbids scripts, frames, forms and anything from the network, should a reader's program ever take a piece
/// of text for markup.
#[derive(Template)]
#[template(
    ext = "html",
    source = r#"<!DOCTYPE html>
<html lang="{{ sheet.lang.tag() }}">
<head>
<meta charset="utf-8">
{{ seal|safe }}
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; script-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>{{ sheet.title.words }}</title>
<style>
{{ style|safe }}</style>
</head>
<body{% if sheet.beside.is_some() %} class="both"{% endif %}>
<main>
<header>
<div class="top">
<h1>{{ self.told(sheet.title) }}</h1>
<p class="code"><span class="label">{{ self.told(sheet.code.label) }}</span> <b>{{ sheet.code.value.words }}</b></p>
</div>
<p class="lead"><span class="mark {{ sheet.outcome.0.id() }}">{{ self.told(sheet.outcome.1) }}</span> {{ self.aside(sheet.lead) }}</p>
{%- if let Some(note) = sheet.note %}
<p class="note">{{ self.told(note) }}</p>
{%- endif %}
</header>
{%- for section in sheet.sections %}
<section class="{{ section.name.id() }}" aria-labelledby="{{ section.name.id() }}">
<h2 id="{{ section.name.id() }}">{{ self.told(section.heading) }}</h2>
{%- match section.body %}
{%- when SectionBody::Facts(facts) %}
<table class="facts" aria-labelledby="{{ section.name.id() }}">
<tbody>
{%- for fact in facts %}
<tr{% if fact.value.is_long() %} class="long"{% endif %}><th scope="row">{{ self.told(fact.label) }}</th><td>{{ self.told(fact.value) }}</td></tr>
{%- endfor %}
</tbody>
</table>
{%- when SectionBody::Steps(steps) %}
<ol class="steps">
{%- for step in steps %}
<li>
<div class="step">
<h3>{{ self.told(step.title) }}</h3>
{%- if let Some((mood, result)) = step.result %}
<span class="mark {{ mood.id() }}">{{ self.told(result) }}</span>
{%- endif %}
</div>
<p class="aside">{{ self.aside(step.aside) }}</p>
{{- self.lines(step.lines) }}
</li>
{%- endfor %}
</ol>
{%- when SectionBody::Lines(lines) %}
{{- self.lines(lines) }}
{%- when SectionBody::Moments { heads, rows } %}
<table class="moments" aria-labelledby="{{ section.name.id() }}">
<thead>
<tr><th scope="col">{{ self.told(heads.label) }}</th><th scope="col">{{ self.told(heads.value) }}</th></tr>
</thead>
<tbody>
{%- for row in rows %}
<tr{% if row.value.is_long() %} class="long"{% endif %}><td>{{ row.label.words }}</td><td>{{ self.told(row.value) }}</td></tr>
{%- endfor %}
</tbody>
</table>
{%- when SectionBody::Pictures(facts) %}
{%- for fact in facts %}
<figure>
{%- if let Some(shot) = self.shot(loop.index0) %}
<img src="{{ shot.source }}" width="{{ shot.width }}" height="{{ shot.height }}" alt="{{ fact.label.words }}{% if let Some(beside) = fact.label.beside %} / {{ beside }}{% endif %}">
{%- endif %}
<figcaption>{{ self.told(fact.label) }} <span class="aside">{{ self.told(fact.value) }}</span></figcaption>
</figure>
{%- endfor %}
{%- endmatch %}
</section>
{%- endfor %}
<footer>
<p>{{ self.told(sheet.foot) }}</p>
</footer>
</main>
{{ element[0]|safe }}{{ json|safe }}{{ element[1]|safe }}
</body>
</html>
"#
)]
pub(super) struct Page<'s> {
    pub(super) sheet: &'s ReportSheet,
    pub(super) shots: &'s [Option<Shot>],
    pub(super) style: &'static str,
    pub(super) seal: &'s str,
    pub(super) json: &'s str,
    pub(super) element: [&'static str; 2],
}

impl Page<'_> {
    fn told<'t>(&self, told: &'t SheetText) -> Words<'t> {
        Words::of(told, self.sheet.beside)
    }

    fn aside<'t>(&self, told: &'t [SheetText]) -> Aside<'t> {
        Aside::of(told, self.sheet.beside)
    }

    fn lines<'t>(&self, lines: &'t [TaskLine]) -> Lines<'t> {
        Lines { lines, beside: self.sheet.beside }
    }

    /// Askama hands over what it has a reference to by reference.
    fn shot(&self, place: impl Borrow<usize>) -> Option<&Shot> {
        self.shots.get(*place.borrow())?.as_ref()
    }
}

/// Small print in parts.
#[derive(Template)]
#[template(
    ext = "html",
    source = r"{% for words in told %}{% if !loop.first %} · {% endif %}<span>{{ words }}</span>{% endfor %}"
)]
struct Aside<'s> {
    told: Vec<Words<'s>>,
}

impl<'s> Aside<'s> {
    fn of(told: &'s [SheetText], beside: Option<Lang>) -> Self {
        Self { told: told.iter().map(|told| Words::of(told, beside)).collect() }
    }
}

/// Lines with a mark each.
#[derive(Template)]
#[template(
    ext = "html",
    source = r#"
{%- if !lines.is_empty() %}
<ul class="lines">
{%- for line in lines %}
<li><span class="mark {{ line.mood.id() }}">{{ self.told(line.mark) }}</span> <div class="words">{{ self.told(line.words) }}
{%- if let Some(value) = line.value %} <div class="value">{{ self.told(value) }}</div>{% endif %}</div> <span class="aside">{{ self.aside(line.aside) }}</span></li>
{%- endfor %}
</ul>
{%- endif %}"#
)]
struct Lines<'s> {
    lines: &'s [TaskLine],
    beside: Option<Lang>,
}

impl Lines<'_> {
    fn told<'t>(&self, told: &'t SheetText) -> Words<'t> {
        Words::of(told, self.beside)
    }

    fn aside<'t>(&self, told: &'t [SheetText]) -> Aside<'t> {
        Aside::of(told, self.beside)
    }
}

/// Both have escaped their own words already.
impl HtmlSafe for Aside<'_> {}
impl HtmlSafe for Lines<'_> {}
