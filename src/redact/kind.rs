//! What can be hidden, and what each kind is called.

use crate::lang::Lang;

/// What a hidden part of a text was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SecretKind {
    /// The number of a payment card; its last four digits stay.
    Card,
    /// The number of a bank account that says so; its last four digits stay.
    BankAccount,
    /// The three or four digits on a card's back.
    CardCode,
    /// A code that came by message or from an app.
    OneTimeCode,
    /// A password or a PIN.
    Password,
    /// The words from which a wallet can be restored.
    SeedPhrase,
    /// A key in PEM, WIF, hexadecimal or behind such a label.
    PrivateKey,
    /// A Chinese identity number, a passport, a permit.
    IdentityNumber,
    /// A telephone number; its last four digits stay.
    Phone,
    /// An account number with its country; country and last four stay.
    Iban,
    /// What stands before the @; the provider stays.
    Email,
    /// An address on the internet.
    Ip,
    /// An address in a home or office network.
    PrivateIp,
    /// A network card.
    Mac,
    /// What a program shows another one instead of a password.
    Token,
    /// The same, in the form that starts with `eyJ`.
    Jwt,
    /// A secret inside an address: its user part, or a value of its query.
    UrlSecret,
    /// A wallet's address; its ends stay.
    CryptoAddress,
    /// The customer's name on this computer.
    UserName,
    /// This computer's name.
    HostName,
    /// What the customer chose to hide.
    Chosen,
}

/// What is left of a kind's value to tell one from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trace {
    /// Nothing, not even whether two are the same.
    Nothing,
    /// Its end, and for some its beginning; support matches on that.
    Ends,
    /// A tag made with the session's salt: the same value has the same tag.
    Tag,
}

impl SecretKind {
    /// Every kind, the gravest first.
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

    /// Whether the customer may choose to show it after all: nobody loses money or an identity by it.
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

    /// What it is called, for the customer and the agent.
    pub fn name(self, lang: Lang) -> &'static str {
        let (chinese, english) = self.names();
        match lang {
            Lang::Chinese => chinese,
            Lang::English => english,
        }
    }

    /// What it is in a sentence: "this looks like …".
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

    /// Its name where a text is stored: one for all languages.
    pub fn code(self) -> &'static str {
        self.names().1
    }

    pub(super) fn trace(self) -> Trace {
        match self {
            // A number's hash beside its last four digits would give the number away to whoever has the salt.
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
