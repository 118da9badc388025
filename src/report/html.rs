//! The report as one HTML file that needs nothing else: no script, no picture, no address.

use askama::Template;

use super::model::Report;
use super::sheet::{Body, Line, Sheet};

/// The report as an HTML document. Everything that comes from outside is escaped by the template.
pub fn to_html(report: &Report) -> Result<String, askama::Error> {
    Document { sheet: &report.sheet(), style: include_str!("../../assets/report/report.css") }.render()
}

/// `style` is ours and the only thing that is not escaped. The policy in the head forbids scripts, frames, forms and
/// anything from the network, should a reader's program ever take a piece of text for markup.
#[derive(Template)]
#[template(
    ext = "html",
    source = r#"<!DOCTYPE html>
<html lang="{{ sheet.lang.tag() }}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>{{ sheet.title }}</title>
<style>
{{ style|safe }}</style>
</head>
<body>
<main>
<header>
<h1>{{ sheet.title }}</h1>
<p class="lead">{{ sheet.lead }} <span class="mark {{ sheet.outcome.0.id() }}">{{ sheet.outcome.1 }}</span></p>
{%- if let Some(note) = sheet.note %}
<p class="note">{{ note }}</p>
{%- endif %}
</header>
{%- for section in sheet.sections %}
<section aria-labelledby="{{ section.name.id() }}">
<h2 id="{{ section.name.id() }}">{{ section.heading }}</h2>
{%- match section.body %}
{%- when Body::Facts(facts) %}
<table class="facts" aria-labelledby="{{ section.name.id() }}">
<tbody>
{%- for fact in facts %}
<tr><th scope="row">{{ fact.label }}</th><td>{{ fact.value }}</td></tr>
{%- endfor %}
</tbody>
</table>
{%- when Body::Steps(steps) %}
<ol class="steps">
{%- for step in steps %}
<li>
<h3>{{ step.title }}</h3>
<p class="aside">{{ step.aside }}</p>
{{- Lines { lines: step.lines } }}
</li>
{%- endfor %}
</ol>
{%- when Body::Lines(lines) %}
{{- Lines { lines } }}
{%- when Body::Moments { heads, rows } %}
<table class="moments" aria-labelledby="{{ section.name.id() }}">
<thead>
<tr><th scope="col">{{ heads.label }}</th><th scope="col">{{ heads.value }}</th></tr>
</thead>
<tbody>
{%- for row in rows %}
<tr><td>{{ row.label }}</td><td>{{ row.value }}</td></tr>
{%- endfor %}
</tbody>
</table>
{%- endmatch %}
</section>
{%- endfor %}
</main>
</body>
</html>
"#
)]
struct Document<'s> {
    sheet: &'s Sheet,
    style: &'static str,
}

/// Lines with a mark each.
#[derive(Template)]
#[template(
    ext = "html",
    source = r#"
{%- if !lines.is_empty() %}
<ul class="lines">
{%- for line in lines %}
<li><span class="mark {{ line.mood.id() }}">{{ line.mark }}</span> <span class="words">{{ line.words }}</span>
{%- if let Some(aside) = line.aside %} <span class="aside">{{ aside }}</span>{% endif %}</li>
{%- endfor %}
</ul>
{%- endif %}"#
)]
struct Lines<'s> {
    lines: &'s [Line],
}

/// A list inside the document has escaped its own words already.
impl askama::filters::HtmlSafe for Lines<'_> {}
