internal import Foundation

/// Reads the error out of an answer of AWS, in JSON as the JSON protocols have it or in XML as the query protocol and gateways have it.
enum AWSError {
    static func read(_ answer: ExchangeAnswer) -> ServiceError? {
        // `Code;Sender`, for services that once spoke the query protocol.
        let named = answer.headers["x-amzn-query-error"] ?? answer.headers["x-amzn-errortype"]
        if let object = try? JSONSerialization.jsonObject(with: answer.body) as? [String: Any] {
            let type = named ?? object["__type"] as? String ?? object["code"] as? String
            let message = object["message"] as? String ?? object["Message"] as? String ?? ""
            return type.map { ServiceError(code: bare($0), message: oneLine(message)) }
        }
        let text = String(decoding: answer.body.prefix(64 << 10), as: UTF8.self)
        if let code = element("Code", in: text) {
            return ServiceError(code: oneLine(code), message: oneLine(element("Message", in: text) ?? ""))
        }
        return named.map { ServiceError(code: bare($0), message: "") }
    }

    /// What to do about an error, where that is known.
    static func remedy(status: Int, code: String?) -> String? {
        switch code {
        case "AccessDenied", "AccessDeniedException", "UnauthorizedOperation":
            "the credentials need cloudwatch:GetMetricData to read and cloudwatch:PutMetricData to publish"
        case "InvalidClientTokenId", "UnrecognizedClientException", "SignatureDoesNotMatch",
            "MissingAuthenticationToken",
            "MissingAuthenticationTokenException", "IncompleteSignature":
            "check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN and the region"
        case "ExpiredToken", "ExpiredTokenException", "RequestExpired":
            "renew the session's credentials, and check this machine's clock"
        default: nil
        }
    }

    /// The code without the name space before it and what follows it.
    private static func bare(_ code: String) -> String {
        let tail = code.split(separator: "#").last ?? ""
        return oneLine(String(tail.prefix { $0 != ";" && $0 != ":" }))
    }

    private static func element(_ name: String, in text: String) -> String? {
        guard let start = text.range(of: "<\(name)>"),
            let end = text.range(of: "</\(name)>", range: start.upperBound..<text.endIndex)
        else { return nil }
        let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")]
        return entities.reduce(String(text[start.upperBound..<end.lowerBound])) {
            $0.replacingOccurrences(of: $1.0, with: $1.1)
        }
    }

    private static func oneLine(_ text: String) -> String {
        String(text.split { $0.isWhitespace || $0.isNewline }.joined(separator: " ").prefix(300))
    }
}
