//! What two copies say to each other: one JSON object in one line for a request, one for its response.
//!
//! ```json
//! {"token":"0123456789abcdef","request":"focus"}
//! {"token":"0123456789abcdef","request":"open","path":"L2hvbWUvbGkvYS5va3BhY2s="}
//! {"token":"0123456789abcdef","response":"accepted"}
//! ```
//!
//! Both sides show the token, so that neither takes a stranger on the socket for the other. A request with the right
//! token that this program does not know comes from a newer one, and its response says so; anything else gets no
//! response.
//! Pure: text in, values out. Must not know sockets.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{InstanceRequest, path_encoding};

/// No token is longer, in bytes.
pub(super) const LONGEST_TOKEN: u64 = 64;

/// No response is longer, in bytes, nor a request without its path.
pub(super) const LONGEST_RESPONSE: usize = 256;

/// The longest request, in bytes. Nothing longer is parsed.
pub(super) const LONGEST_REQUEST: usize = LONGEST_RESPONSE + path_encoding::LONGEST_ENCODED;

/// A secret that only those know who can read the data folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct InstanceToken(String);

/// A request's own fields, as they are written.
#[derive(Serialize, Deserialize)]
#[serde(tag = "request", rename_all = "kebab-case", deny_unknown_fields)]
pub(super) enum RequestFields {
    /// Come to the front.
    Focus {},
    /// Come to the front and open the pack at this encoded path.
    Open { path: String },
}

/// What the first copy says to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum InstanceResponse {
    /// The window does it.
    Accepted,
    /// This program does not know the request.
    NotUnderstood,
}

/// Why a line is not a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RequestError {
    /// It does not show the token, and gets no response.
    Stranger,
    /// It comes from a copy of the program, but this one does not know what it asks for.
    NotUnderstood,
}

/// A response's own fields, as they are written.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ResponseFields {
    response: InstanceResponse,
}

/// A line, as it is written.
#[derive(Serialize)]
struct MessageLine<'a, T> {
    token: &'a str,
    #[serde(flatten)]
    fields: T,
}

impl InstanceToken {
    pub(super) fn new(random: u64) -> Self {
        Self(format!("{random:016x}"))
    }

    /// The token that the first copy has left in its file; `None` where the bytes cannot be one.
    pub(super) fn from_file(bytes: Vec<u8>) -> Option<Self> {
        String::from_utf8(bytes).ok().filter(|text| text.len() as u64 <= LONGEST_TOKEN).map(Self)
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    pub(super) fn request(&self, request: &RequestFields) -> String {
        self.line(request)
    }

    pub(super) fn response(&self, response: InstanceResponse) -> String {
        self.line(ResponseFields { response })
    }

    fn line(&self, fields: impl Serialize) -> String {
        // Text alone can always be serialized.
        serde_json::to_string(&MessageLine { token: &self.0, fields }).unwrap_or_default() + "\n"
    }

    /// The request in a line.
    pub(super) fn understand(&self, line: &str) -> Result<InstanceRequest, RequestError> {
        let fields = self.fields(line).ok_or(RequestError::Stranger)?;
        match serde_json::from_value(fields).map_err(|_unknown| RequestError::NotUnderstood)? {
            RequestFields::Focus {} => Ok(InstanceRequest::Focus),
            RequestFields::Open { path } => path_encoding::decode(&path)
                .filter(|path| path.is_absolute())
                .map_or(Err(RequestError::NotUnderstood), |path| Ok(InstanceRequest::Open(path))),
        }
    }

    /// The first copy's response in a line; `None` where the line is not a response with this token.
    pub(super) fn understand_response(&self, line: &str) -> Option<InstanceResponse> {
        let fields: ResponseFields = serde_json::from_value(self.fields(line)?).ok()?;
        Some(fields.response)
    }

    /// The fields besides the token; `None` where the token is another one, and unless there is exactly one whole line.
    fn fields(&self, line: &str) -> Option<Value> {
        let text = line.strip_suffix('\n').filter(|text| !text.contains('\n'))?;
        let mut fields: Map<String, Value> = serde_json::from_str(text).ok()?;
        (fields.remove("token")? == self.0.as_str()).then_some(Value::Object(fields))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_and_responses_are_single_lines_that_the_other_side_understands() {
        let token = InstanceToken::new(7);
        let focus = token.request(&RequestFields::Focus {});
        assert_eq!(focus, "{\"token\":\"0000000000000007\",\"request\":\"focus\"}\n");
        assert_eq!(token.understand(&focus), Ok(InstanceRequest::Focus));
        let pack = std::env::temp_dir().join("指南\n(2).okpack");
        let open = token.request(&RequestFields::Open { path: path_encoding::encode(&pack).unwrap() });
        assert_eq!(open.matches('\n').count(), 1);
        assert_eq!(token.understand(&open), Ok(InstanceRequest::Open(pack)));
        for response in [InstanceResponse::Accepted, InstanceResponse::NotUnderstood] {
            let line = token.response(response);
            assert!(line.len() <= LONGEST_RESPONSE, "{line}");
            assert_eq!(token.understand_response(&line), Some(response));
            assert_eq!(InstanceToken::new(8).understand_response(&line), None);
        }
        let not_understood = "{\"token\":\"0000000000000007\",\"response\":\"not-understood\"}\n";
        assert_eq!(token.response(InstanceResponse::NotUnderstood), not_understood);
        let longest = token.request(&RequestFields::Open { path: "A".repeat(path_encoding::LONGEST_ENCODED) });
        assert!(longest.len() <= LONGEST_REQUEST, "{}", longest.len());
    }

    #[test]
    fn a_line_without_the_right_token_gets_no_response() {
        let token = InstanceToken::new(7);
        for line in [
            "",
            "\n",
            "focus\n",
            "null\n",
            "\"0000000000000007\"\n",
            "[\"0000000000000007\",\"focus\"]\n",
            "{\"request\":\"focus\"}\n",
            "{\"token\":7,\"request\":\"focus\"}\n",
            "{\"token\":\"\",\"request\":\"focus\"}\n",
            "{\"token\":\"000000000000000\",\"request\":\"focus\"}\n",
            "{\"token\":\"0000000000000008\",\"request\":\"focus\"}\n",
            // A line that is torn, one with more behind it, and one in pieces.
            "{\"token\":\"0000000000000007\",\"request\":\"focus\"}",
            "{\"token\":\"0000000000000007\",\"request\":\"focus\"\n",
            "{\"token\":\"0000000000000007\",\"request\":\"focus\"} x\n",
            "{\"token\":\"0000000000000007\",\"request\":\"focus\"}\n\n",
            "{\"token\":\"0000000000000007\",\n\"request\":\"focus\"}\n",
        ] {
            assert_eq!(token.understand(line), Err(RequestError::Stranger), "{line}");
            assert_eq!(token.understand_response(line), None, "{line}");
        }
    }

    #[test]
    fn a_request_that_is_not_exactly_one_of_ours_is_not_understood() {
        let token = InstanceToken::new(7);
        for rest in [
            "",
            ",\"request\":null",
            ",\"request\":\"dance\"",
            ",\"request\":\"focus\",\"why\":\"new\"",
            ",\"request\":\"open\"",
            ",\"request\":\"open\",\"path\":7",
            ",\"request\":\"open\",\"path\":\"\"",
            ",\"request\":\"open\",\"path\":\"/tmp\"",
            ",\"request\":\"open\",\"path\":\"eC5va3BhY2s=\"",
            ",\"request\":\"open\",\"path\":\"L3RtcA==\",\"new\":true",
        ] {
            let line = format!("{{\"token\":\"0000000000000007\"{rest}}}\n");
            assert_eq!(token.understand(&line), Err(RequestError::NotUnderstood), "{line}");
        }
        for line in [
            "{\"token\":\"0000000000000007\",\"response\":\"dancing\"}\n",
            "{\"token\":\"0000000000000007\",\"response\":\"accepted\",\"and\":1}\n",
            "{\"token\":\"0000000000000007\"}\n",
        ] {
            assert_eq!(token.understand_response(line), None, "{line}");
        }
    }
}
