//! The template of the page.

use std::borrow::Borrow;

use askama::Template;
use askama::filters::HtmlSafe;

use super::super::sheet::{ReportSheet, SectionBody, SheetText, TaskLine};
use super::chips::HtmlText;
use crate::lang::Lang;

/// A picture as it is embedded in the page.
pub(super) struct EmbeddedPicture {
    pub(super) source: String,
    pub(super) width: u32,
    pub(super) height: u32,
}

/// Only `style`, `seal`, `json` and the element around it are not escaped, because the program makes them. The policy in the
/// head forbids scripts, frames, forms and network access, in case a reader's program takes a text for markup.
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
<h1>{{ self.text(sheet.title) }}</h1>
<p class="code"><span class="label">{{ self.text(sheet.code.label) }}</span> <b>{{ sheet.code.value.words }}</b></p>
</div>
<p class="lead"><span class="mark {{ sheet.outcome.0.id() }}">{{ self.text(sheet.outcome.1) }}</span> {{ self.aside(sheet.lead) }}</p>
{%- if let Some(note) = sheet.note %}
<p class="note">{{ self.text(note) }}</p>
{%- endif %}
</header>
{%- for section in sheet.sections %}
<section class="{{ section.name.id() }}" aria-labelledby="{{ section.name.id() }}">
<h2 id="{{ section.name.id() }}">{{ self.text(section.heading) }}</h2>
{%- match section.body %}
{%- when SectionBody::Facts(facts) %}
<table class="facts" aria-labelledby="{{ section.name.id() }}">
<tbody>
{%- for fact in facts %}
<tr{% if fact.value.is_long() %} class="long"{% endif %}><th scope="row">{{ self.text(fact.label) }}</th><td>{{ self.text(fact.value) }}</td></tr>
{%- endfor %}
</tbody>
</table>
{%- when SectionBody::Steps(steps) %}
<ol class="steps">
{%- for step in steps %}
<li>
<div class="step">
<h3>{{ self.text(step.title) }}</h3>
{%- if let Some((mood, result)) = step.result %}
<span class="mark {{ mood.id() }}">{{ self.text(result) }}</span>
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
<tr><th scope="col">{{ self.text(heads.label) }}</th><th scope="col">{{ self.text(heads.value) }}</th></tr>
</thead>
<tbody>
{%- for row in rows %}
<tr{% if row.value.is_long() %} class="long"{% endif %}><td>{{ row.label.words }}</td><td>{{ self.text(row.value) }}</td></tr>
{%- endfor %}
</tbody>
</table>
{%- when SectionBody::Pictures(facts) %}
{%- for fact in facts %}
<figure>
{%- if let Some(picture) = self.picture(loop.index0) %}
<img src="{{ picture.source }}" width="{{ picture.width }}" height="{{ picture.height }}" alt="{{ fact.label.words }}{% if let Some(beside) = fact.label.beside %} / {{ beside }}{% endif %}">
{%- endif %}
<figcaption>{{ self.text(fact.label) }} <span class="aside">{{ self.text(fact.value) }}</span></figcaption>
</figure>
{%- endfor %}
{%- endmatch %}
</section>
{%- endfor %}
<footer>
<p>{{ self.text(sheet.foot) }}</p>
</footer>
</main>
{{ element[0]|safe }}{{ json|safe }}{{ element[1]|safe }}
</body>
</html>
"#
)]
pub(super) struct ReportPage<'s> {
    pub(super) sheet: &'s ReportSheet,
    pub(super) pictures: &'s [Option<EmbeddedPicture>],
    pub(super) style: &'static str,
    pub(super) seal: &'s str,
    pub(super) json: &'s str,
    pub(super) element: [&'static str; 2],
}

impl ReportPage<'_> {
    fn text<'t>(&self, text: &'t SheetText) -> HtmlText<'t> {
        HtmlText::of(text, self.sheet.beside)
    }

    fn aside<'t>(&self, texts: &'t [SheetText]) -> Aside<'t> {
        Aside::of(texts, self.sheet.beside)
    }

    fn lines<'t>(&self, lines: &'t [TaskLine]) -> TaskLines<'t> {
        TaskLines { lines, beside: self.sheet.beside }
    }

    /// Askama may pass the index by reference.
    fn picture(&self, place: impl Borrow<usize>) -> Option<&EmbeddedPicture> {
        self.pictures.get(*place.borrow())?.as_ref()
    }
}

/// Small print in parts.
#[derive(Template)]
#[template(
    ext = "html",
    source = r"{% for text in texts %}{% if !loop.first %} · {% endif %}<span>{{ text }}</span>{% endfor %}"
)]
struct Aside<'s> {
    texts: Vec<HtmlText<'s>>,
}

impl<'s> Aside<'s> {
    fn of(texts: &'s [SheetText], beside: Option<Lang>) -> Self {
        Self { texts: texts.iter().map(|text| HtmlText::of(text, beside)).collect() }
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
<li><span class="mark {{ line.mood.id() }}">{{ self.text(line.mark) }}</span> <div class="words">{{ self.text(line.words) }}
{%- if let Some(value) = line.value %} <div class="value">{{ self.text(value) }}</div>{% endif %}</div> <span class="aside">{{ self.aside(line.aside) }}</span></li>
{%- endfor %}
</ul>
{%- endif %}"#
)]
struct TaskLines<'s> {
    lines: &'s [TaskLine],
    beside: Option<Lang>,
}

impl TaskLines<'_> {
    fn text<'t>(&self, text: &'t SheetText) -> HtmlText<'t> {
        HtmlText::of(text, self.beside)
    }

    fn aside<'t>(&self, texts: &'t [SheetText]) -> Aside<'t> {
        Aside::of(texts, self.beside)
    }
}

/// Both templates have escaped their texts already.
impl HtmlSafe for Aside<'_> {}
impl HtmlSafe for TaskLines<'_> {}
