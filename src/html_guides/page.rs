//! The templates of the page.

use askama::Template;
use askama::filters::HtmlSafe;

use super::article::Article;
use super::next_steps::Destination;
use super::step::{BodyPart, PageSection, ToolSubstitute};
use crate::lang::{Lang, Strings};
use crate::pack::Link;

/// `style` is ours. It and the parts whose own templates escape them are the only things that this template does not
/// escape. The policy in the head forbids scripts, frames, forms and the network, in case a browser takes a text for
/// markup.
#[derive(Template)]
#[template(
    ext = "html",
    source = r##"<!DOCTYPE html>
<html lang="{{ lang.tag() }}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>{{ title }}</title>
<style>
{{ style|safe }}</style>
</head>
<body>
<main>
{%- for article in articles %}
<article id="{{ article.lang.tag() }}" lang="{{ article.lang.tag() }}" class="{{ article.rank }}">
<header>
{%- for other in article.others %}
<p class="language"><a href="#{{ other.tag() }}" lang="{{ other.tag() }}" hreflang="{{ other.tag() }}">{{ other.name() }}</a></p>
{%- endfor %}
<h1>{{ article.name }}</h1>
<p class="lead">{{ article.lead }}</p>
<p class="lead">{{ article.words.guide.ticks }}</p>
<p class="banner"><span class="word">{{ article.words.common.careful }}</span> {{ article.words.home.promise }}</p>
</header>
<nav id="{{ article.contents }}" aria-labelledby="{{ article.contents }}-title">
<h2 id="{{ article.contents }}-title">{{ article.words.home.question }}</h2>
<ul class="cards">
{%- for guide in article.guides %}
<li><a href="#{{ guide.anchor }}">{{ guide.title }}</a> <span class="aside">{{ guide.summary }}</span></li>
{%- endfor %}
<li><a href="#{{ article.support }}">{{ article.words.home.none_of_these }}</a> <span class="aside">{{ article.words.home.none_of_these_hint }}</span></li>
</ul>
</nav>
{%- for guide in article.guides %}
<section class="wizard" id="{{ guide.anchor }}" aria-labelledby="{{ guide.anchor }}..title">
<h2 id="{{ guide.anchor }}..title">{{ guide.title }}</h2>
<p class="lead">{{ guide.summary }}</p>
{%- for step in guide.steps %}
{{ self.step(step, article.words) }}
{%- endfor %}
<p class="up"><a href="#{{ article.contents }}">{{ article.words.guide.to_contents }}</a></p>
</section>
{%- endfor %}
{%- if let Some(clear) = article.clear %}
<section class="wizard" id="{{ clear.anchor }}" aria-labelledby="{{ clear.anchor }}-title">
<h2 id="{{ clear.anchor }}-title">{{ article.words.guide.clear }}</h2>
<p class="lead">{{ article.words.guide.clear_lead }}</p>
{%- for browser in clear.browsers %}
<details>
<summary>{{ browser.names }}</summary>
{%- if let Some(why) = browser.why %}
<p>{{ why }}</p>
{%- endif %}
{%- if !browser.steps.is_empty() %}
<ol>
{%- for step in browser.steps %}
<li>{{ step }}</li>
{%- endfor %}
</ol>
{%- endif %}
{%- if let Some(page) = browser.page %}
<p>{{ article.words.clear.hand.page }}{{ article.words.guide.colon }}<code>{{ page }}</code></p>
{%- endif %}
</details>
{%- endfor %}
<details>
<summary>{{ article.words.guide.other_browser }}</summary>
<p>{{ clear.other }}</p>
</details>
<p class="up"><a href="#{{ article.contents }}">{{ article.words.guide.to_contents }}</a></p>
</section>
{%- endif %}
<section class="wizard" id="{{ article.support }}" aria-labelledby="{{ article.support }}-title">
<h2 id="{{ article.support }}-title">{{ article.words.support.title }}</h2>
<p class="lead">{{ article.words.guide.support_lead }}</p>
<p class="address">{{ self.open(article.contact.page, article.contact.page.url.as_str()) }}</p>
<p>{{ article.words.support.compare }}{{ article.words.guide.full_stop }}</p>
{%- if let Some(mail) = article.contact.mail %}
<p>{{ article.words.support.mail_card }}{{ article.words.guide.colon }}<b>{{ mail.as_str() }}</b></p>
{%- endif %}
<p class="banner{% if article.contact.checked %} calm{% endif %}"><span class="word">{% if article.contact.checked %}{{ article.words.common.note }}{% else %}{{ article.words.common.careful }}{% endif %}</span> {{ article.contact.confirmation }}</p>
{%- if !article.contact.bring.is_empty() %}
<h3>{{ article.words.support.bring }}</h3>
<ul>
{%- for point in article.contact.bring %}
<li>{{ point }}</li>
{%- endfor %}
</ul>
{%- endif %}
{%- if !article.contact.never.is_empty() %}
<h3>{{ article.words.support.never }}</h3>
<ul>
{%- for point in article.contact.never %}
<li>{{ point }}</li>
{%- endfor %}
</ul>
{%- endif %}
<p class="up"><a href="#{{ article.contents }}">{{ article.words.guide.to_contents }}</a></p>
</section>
</article>
{%- endfor %}
</main>
</body>
</html>
"##
)]
pub(super) struct GuidesDocument<'p> {
    pub(super) lang: Lang,
    pub(super) title: &'p str,
    pub(super) style: &'static str,
    pub(super) articles: Vec<Article<'p>>,
}

impl GuidesDocument<'_> {
    #[expect(clippy::unused_self, reason = "templates call methods")]
    fn step<'s>(&self, step: &'s PageSection<'_>, words: &'static Strings) -> PageTemplate<'s> {
        PageTemplate { step, words }
    }

    #[expect(clippy::unused_self, reason = "templates call methods")]
    fn open<'s>(&self, link: &'s Link, words: &'s str) -> ExternalLink<'s> {
        ExternalLink { link, words }
    }
}

/// A link out of the page. It opens in a new tab, so that the ticks stay. The page shows the host before the reader opens
/// it.
#[derive(Template)]
#[template(
    ext = "html",
    source = r#"<a href="{{ link.url }}" target="_blank" rel="noopener noreferrer">{{ words }}</a>"#
)]
struct ExternalLink<'s> {
    link: &'s Link,
    words: &'s str,
}

/// One page of a guide.
#[derive(Template)]
#[template(
    ext = "html",
    source = r##"<div class="step" id="{{ step.anchor }}">
<h3><span class="number">{{ step.number }}</span> {{ step.title }}
{%- if let Some(minutes) = step.minutes %} <span class="aside">{{ minutes }}</span>{% endif %}</h3>
{%- if let Some(why) = step.why %}
<p class="lead">{{ why }}</p>
{%- endif %}
{%- for part in step.body %}
{%- match part %}
{%- when BodyPart::Words(words) %}
<p>{{ words }}</p>
{%- when BodyPart::Steps(steps) %}
<ol>
{%- for words in steps %}
<li>{{ words }}</li>
{%- endfor %}
</ol>
{%- when BodyPart::List(points) %}
<ul>
{%- for words in points %}
<li>{{ words }}</li>
{%- endfor %}
</ul>
{%- when BodyPart::Note(words) %}
<p class="banner calm"><span class="word">{{ self.words.common.note }}</span> {{ words }}</p>
{%- when BodyPart::Warning(words) %}
<p class="banner"><span class="word">{{ self.words.common.careful }}</span> {{ words }}</p>
{%- when BodyPart::Open { words, link } %}
<p><a href="{{ link.url }}" target="_blank" rel="noopener noreferrer">{{ words }}</a> <span class="aside">{{ link.host }}</span></p>
{%- endmatch %}
{%- endfor %}
{%- if !step.tasks.is_empty() %}
<ul class="tasks">
{%- for (text, hint) in step.tasks %}
<li><label><input type="checkbox"> <span>{{ text }}
{%- if let Some(hint) = hint %} <span class="aside">{{ hint }}</span>{% endif %}</span></label></li>
{%- endfor %}
</ul>
{%- endif %}
{%- for question in step.questions %}
<div class="question">
<p><b>{{ question.text }}</b>{% if question.optional %} <span class="aside">{{ words.page.optional }}</span>{% endif %}
{%- if let Some(hint) = question.hint %} <span class="aside">{{ hint }}</span>{% endif %}</p>
{%- if let Some(example) = question.example %}
<p class="aside">{{ example }}</p>
{%- endif %}
{%- if !question.choices.is_empty() %}
<ul>
{%- for answer in question.choices %}
<li>{{ answer.text }}{% if let Some(hint) = answer.hint %} <span class="aside">{{ hint }}</span>{% endif %}
{%- for next in answer.next_steps %}<br>{{ next.when }}{{ self.destination(next.go) }}{% endfor %}</li>
{%- endfor %}
</ul>
{%- endif %}
</div>
{%- endfor %}
{%- if step.has_notes() %}
<p class="banner calm">{{ words.guide.note_down }}</p>
{%- endif %}
{%- for tool in step.tools %}
{%- match tool %}
{%- when ToolSubstitute::Clear { anchor } %}
<p>{{ words.guide.clear_hint }}<a href="#{{ anchor }}">{{ words.guide.clear }}</a></p>
{%- when ToolSubstitute::Open { words, link } %}
<p><a href="{{ link.url }}" target="_blank" rel="noopener noreferrer">{{ words }}</a> <span class="aside">{{ link.host }}</span></p>
{%- when ToolSubstitute::Copy { label, text } %}
<p>{{ label }}{{ self.words.guide.colon }}</p>
<pre>{{ text }}</pre>
{%- when ToolSubstitute::Notes %}
<p>{{ words.guide.keep_notes }}</p>
{%- when ToolSubstitute::Support { anchor } %}
<p><a href="#{{ anchor }}">{{ words.page.tool_support }}</a></p>
{%- endmatch %}
{%- endfor %}
{%- if let Some(check) = step.check %}
<p class="check"><b>{{ check }}</b></p>
{%- endif %}
{%- if !step.next_steps.is_empty() %}
<ul class="ways">
{%- for next in step.next_steps %}
<li>{{ next.when }}{{ self.destination(next.go) }}</li>
{%- endfor %}
</ul>
{%- endif %}
</div>"##
)]
struct PageTemplate<'s> {
    step: &'s PageSection<'s>,
    words: &'static Strings,
}

impl PageTemplate<'_> {
    fn destination<'s>(&self, go: &'s Destination) -> DestinationTemplate<'s> {
        DestinationTemplate { go, words: self.words }
    }
}

/// Where an exit leads.
#[derive(Template)]
#[template(
    ext = "html",
    source = r##"{% match go %}
{%- when Destination::Step { anchor, words } %}<a class="go" href="#{{ anchor }}">{{ words }}</a>
{%- when Destination::Solved { because } %}<b class="solved">{{ words.solved.title }}</b>
{%- if let Some(because) = because %}{{ words.guide.full_stop }}{{ words.solved.it_was }}{{ words.guide.colon }}{{ because }}{% endif %}
{%- when Destination::Support { anchor } %}<a class="go" href="#{{ anchor }}">{{ words.support.title }}</a>
{%- endmatch %}"##
)]
struct DestinationTemplate<'s> {
    go: &'s Destination,
    words: &'static Strings,
}

/// Their templates have escaped the words already.
impl HtmlSafe for PageTemplate<'_> {}
impl HtmlSafe for DestinationTemplate<'_> {}
impl HtmlSafe for ExternalLink<'_> {}
