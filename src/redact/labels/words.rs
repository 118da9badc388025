//! The labels. Letter case makes no difference; a label in Latin letters counts as a whole word only.

use super::LabelClass;

/// Each class with its labels in both languages, separated by `|`.
pub(super) const WORDS: [(LabelClass, &str); 16] = [
    (
        LabelClass::Card,
        "卡号|卡:|卡是|卡为|银行卡|信用卡|储蓄卡|借记卡|贷记卡|银联卡|卡片号|卡的号|card number|card no|card num|card|\
         cardno|card_no|card_number|cardnumber|credit card|debit card|bank card|pan|visa|mastercard|unionpay|\
         银联|付款卡|bankcard",
    ),
    (
        LabelClass::Account,
        "银行账号|银行账户|银行帐号|对公账号|对公账户|收款账号|收款账户|付款账号|打款账号|开户账号|\
         bank account|bank account number|bank account no|account number|acct no",
    ),
    (
        LabelClass::CardCode,
        "cvv|cvv2|cvc|cvc2|cvn|cvn2|cvv码|cvc码|cvn码|安全码|安全代码|卡背面|背面三位|背面3位|背面后三位|\
         背面末三位|签名栏|security code|card verification code|card verification value|card code|csc|\
         back of the card|back of my card",
    ),
    (
        LabelClass::OneTimeCode,
        "验证码|的码是|收到的码|校验码|动态码|动态密码|动态口令|短信码|短信密码|短信口令|一次性密码|一次性口令|认证码|确认码|\
         激活码|登录码|授权码|令牌码|谷歌验证|二次验证码|手机验证|短信验证|验证代码|verification code|\
         verify code|verification number|otp|otp code|one-time|one time|one-time code|one time code|\
         one-time password|one time password|one-time passcode|sms code|text code|login code|sign-in code|\
         confirmation code|authentication code|authenticator code|auth code|2fa|2fa code|mfa code|totp|\
         passcode|access code|authenticator|backup code|captcha|vcode|sms_code|verify_code|verification_code|\
         otp_code|smscode|verifycode|verificationcode",
    ),
    (
        LabelClass::Password,
        "密码|口令|密碼|暗号|pin码|pin|pin code|pincode|password|passwd|pwd|pswd|pw|psw|mima|passwort",
    ),
    (LabelClass::Passphrase, "passphrase|密码短语|口令短语"),
    (
        LabelClass::Seed,
        "助记词|助记符|恢复词|恢复短语|种子短语|种子词|seed phrase|seed|seed words|recovery phrase|\
         recovery words|mnemonic|secret phrase|secret recovery phrase|backup phrase",
    ),
    (
        LabelClass::PrivateKey,
        "私钥|密钥|秘钥|private key|privkey|private_key|privatekey|secret key|secret_key|secretkey|api key|\
         api_key|apikey|api secret|api_secret|client secret|client_secret|access key|access_key",
    ),
    (
        LabelClass::Phone,
        "电话|手机|手机号|手机号码|电话号码|联系电话|联系方式|预留手机|座机|固话|传真|phone|phone number|\
         phone no|telephone|tel|mobile|mobile number|cell|cellphone|whatsapp|call me|call me at|call me on|\
         fax|手机尾|致电",
    ),
    (
        LabelClass::Identity,
        "身份证|身份证号|身份证号码|证件号|证件号码|身份号码|公民身份|id card|id number|id no|identity card|\
         identity number|national id|id card number|idcard|id_card",
    ),
    (
        LabelClass::Passport,
        "护照|护照号|护照号码|通行证|回乡证|台胞证|港澳证|居留证|居住证|passport|passport no|passport number|\
         travel permit",
    ),
    (LabelClass::Iban, "iban"),
    (
        LabelClass::Hash,
        "sha256|sha-256|sha1|sha512|md5|hash|txid|tx id|tx hash|txhash|tx|哈希|哈希值|交易哈希|校验和|\
         checksum|digest|commit|交易id|transaction hash|区块|block|fingerprint|指纹|etag|tx_hash|\
         transactionhash|merkle",
    ),
    (
        LabelClass::Order,
        "订单|订单号|订单编号|单号|流水号|流水|交易号|交易编号|交易单号|商户单号|参考号|编号|工单|工单号|\
         凭证号|回单|序列号|交易流水|order|order no|order number|order id|orderid|order_id|order_no|orderno|\
         transaction|transaction id|transaction number|transaction no|transaction_id|trade_no|out_trade_no|\
         trade no|reference|reference number|reference no|ref|ref no|invoice|ticket|ticket number|trace id|\
         trace_id|traceid|request id|request_id|requestid|serial|serial number|case number|case no|receipt|\
         receipt no|tracking number|merchant order",
    ),
    (LabelClass::Version, "版本|version|ver|build|v|内核|kernel|release|update|firmware"),
    (
        LabelClass::Keep,
        "错误代码|错误码|错误编号|错误|状态码|返回码|响应码|代码|报错|邮编|邮政编码|区号|尾号|后四位|末四位|\
         后4位|末4位|金额|余额|充值|提现|转账|支付了|付款了|到账|扣款|扣了|付了|汇率|手续费|时间|日期|时间戳|\
         端口|客服热线|热线|客服电话|号码段|error code|error|err|errno|errcode|error_code|status code|status|\
         status_code|response code|http|code|exit code|zip|zip code|zipcode|postcode|postal code|area code|\
         amount|paid|balance|top up|total|price|fee|date|timestamp|port|ending in|ending|last four|last 4|\
         hotline|line|page|step|row|column|year",
    ),
];
