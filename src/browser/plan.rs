//! From what was found and what was chosen to what will be done. Pure.

use super::{Choice, Plan, Scope, Survey};

/// What will be done, and nothing else.
pub fn plan(survey: &Survey, choice: &Choice) -> Plan {
    Plan { steps: Vec::new(), scope: choice.scope.clone(), looked_at: survey.at }
}

/// What is offered first: of the browser the customer uses, the cache; of every profile that has any, the cookies and
/// site data of the sites.
pub fn offer(survey: &Survey) -> Choice {
    Choice {
        profiles: [].into(),
        parts: [].into(),
        scope: Scope::Sites { sites: survey.sites.clone(), kept_for_them: super::KeptForThem::Goes },
    }
}
