//! The kinds of secrets, and their names.

use crate::lang::Lang;

/// What a hidden part of a text was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SecretKind {
    /// The number of a payment card; its last four digits stay.
    Card,
    /// The number of a bank account behind a label; its last four digits stay.
    BankAccount,
    /// The three or four digits on a card's back.
    CardCode,
    /// A code that came by message or from an app.
    OneTimeCode,
    /// A password or a PIN.
    Password,
    /// The words that restore a wallet.
    SeedPhrase,
    /// A key in PEM, WIF or hexadecimal, or behind a label.
    PrivateKey,
    /// A Chinese identity number, a passport, a permit.
    IdentityNumber,
    /// A telephone number; its last four digits stay.
    Phone,
    /// An account number that begins with its country; the country and the last four characters stay.
    Iban,
    /// The part before the @; the provider stays.
    Email,
    /// An IP address on the internet.
    Ip,
    /// An IP address in a home or office network.
    PrivateIp,
    /// The address of a network card.
    Mac,
    /// What a program sends to another instead of a password.
    Token,
    /// A token in the form that starts with `eyJ`.
    Jwt,
    /// A secret inside an address: its user part, or a value of its query.
    UrlSecret,
    /// The address of a wallet; its first and last characters stay.
    CryptoAddress,
    /// The customer's name on this computer.
    UserName,
    /// This computer's name.
    HostName,
    /// What the customer chose to hide.
    Chosen,
}

/// What remains of a value, so that readers can distinguish two of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trace {
    /// Nothing. Readers cannot even see whether two values are the same.
    Nothing,
    /// Its end, and for some kinds its beginning. Support staff match values by them.
    Ends,
    /// A tag, made with the session's salt: the same value has the same tag.
    Tag,
}

impl SecretKind {
    /// Every kind, the most serious first.
    pub const ALL: [Self; 21] = [
        Self::Card,
        Self::BankAccount,
        Self::CardCode,
        Self::OneTimeCode,
        Self::Password,
        Self::SeedPhrase,
        Self::PrivateKey,
        Self::IdentityNumber,
        Self::Phone,
        Self::Iban,
        Self::Email,
        Self::Ip,
        Self::PrivateIp,
        Self::Mac,
        Self::Token,
        Self::Jwt,
        Self::UrlSecret,
        Self::CryptoAddress,
        Self::UserName,
        Self::HostName,
        Self::Chosen,
    ];

    /// Whether the customer may choose to show it. These kinds cost no money and no identity.
    pub fn may_be_shown_again(self) -> bool {
        match self {
            Self::Email
            | Self::Ip
            | Self::PrivateIp
            | Self::Mac
            | Self::UserName
            | Self::HostName
            | Self::CryptoAddress
            | Self::Phone
            | Self::Chosen => true,
            Self::Card
            | Self::BankAccount
            | Self::CardCode
            | Self::OneTimeCode
            | Self::Password
            | Self::SeedPhrase
            | Self::PrivateKey
            | Self::IdentityNumber
            | Self::Iban
            | Self::Token
            | Self::Jwt
            | Self::UrlSecret => false,
        }
    }

    /// Its name, for the customer and the agent.
    pub fn name(self, lang: Lang) -> &'static str {
        let (chinese, english) = self.names();
        match lang {
            Lang::Chinese => chinese,
            Lang::English => english,
        }
    }

    /// Its name within a sentence: "this looks like …".
    pub fn spoken(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Chinese => self.names().0,
            Lang::English => match self {
                Self::Card => "a card number",
                Self::BankAccount => "a bank account number",
                Self::CardCode => "a card's security code",
                Self::OneTimeCode => "a one-time code",
                Self::Password => "a password",
                Self::SeedPhrase => "recovery words",
                Self::PrivateKey => "a private key",
                Self::IdentityNumber => "an ID number",
                Self::Phone => "a phone number",
                Self::Iban => "an IBAN",
                Self::Email => "an email address",
                Self::Ip => "an IP address",
                Self::PrivateIp => "a private IP address",
                Self::Mac => "a MAC address",
                Self::Token => "a token",
                Self::Jwt => "a JWT",
                Self::UrlSecret => "a secret in an address",
                Self::CryptoAddress => "a wallet address",
                Self::UserName => "your name on this computer",
                Self::HostName => "this computer's name",
                Self::Chosen => "something you hid",
            },
        }
    }

    /// Its name in saved texts, the same in all languages.
    pub fn code(self) -> &'static str {
        self.names().1
    }

    pub(super) fn trace(self) -> Trace {
        match self {
            // With the salt, a hash beside the last four digits would give the number away.
            Self::Card | Self::BankAccount | Self::Phone | Self::Iban | Self::CryptoAddress => Trace::Ends,
            Self::IdentityNumber | Self::Email | Self::Ip | Self::PrivateIp | Self::Mac => Trace::Tag,
            Self::CardCode
            | Self::OneTimeCode
            | Self::Password
            | Self::SeedPhrase
            | Self::PrivateKey
            | Self::Token
            | Self::Jwt
            | Self::UrlSecret
            | Self::UserName
            | Self::HostName
            | Self::Chosen => Trace::Nothing,
        }
    }

    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Card => ("卡号", "card"),
            Self::BankAccount => ("银行账号", "account"),
            Self::CardCode => ("安全码", "security code"),
            Self::OneTimeCode => ("验证码", "one-time code"),
            Self::Password => ("密码", "password"),
            Self::SeedPhrase => ("助记词", "recovery words"),
            Self::PrivateKey => ("私钥", "private key"),
            Self::IdentityNumber => ("证件号", "ID number"),
            Self::Phone => ("电话", "phone"),
            Self::Iban => ("IBAN 账号", "IBAN"),
            Self::Email => ("邮箱", "email"),
            Self::Ip => ("IP 地址", "IP"),
            Self::PrivateIp => ("内网 IP", "private IP"),
            Self::Mac => ("MAC 地址", "MAC"),
            Self::Token => ("令牌", "token"),
            Self::Jwt => ("JWT 令牌", "JWT"),
            Self::UrlSecret => ("密钥", "secret"),
            Self::CryptoAddress => ("钱包地址", "wallet"),
            Self::UserName => ("用户名", "user"),
            Self::HostName => ("电脑名", "host"),
            Self::Chosen => ("已隐藏", "hidden"),
        }
    }

    /// The kind with this name in any language.
    pub(super) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| {
            let (chinese, english) = kind.names();
            name == chinese || name == english
        })
    }
}
