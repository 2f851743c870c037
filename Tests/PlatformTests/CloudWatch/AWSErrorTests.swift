import Foundation
import Testing

@testable import Platform

/// Errors as AWS tells them, in each of its formats.
@Suite struct AWSErrorTests {
    @Test(
        arguments: [
            (
                #"{"__type":"com.amazonaws.cloudwatch#ThrottlingException","message":"Rate exceeded"}"#, [:],
                ServiceError(code: "ThrottlingException", message: "Rate exceeded")
            ),
            (
                #"{"__type":"InvalidClientTokenId","Message":"The token\n is invalid"}"#, [:],
                ServiceError(code: "InvalidClientTokenId", message: "The token is invalid")
            ),
            (
                #"{"message":"no"}"#, ["x-amzn-errortype": "AccessDeniedException:http://internal/"],
                ServiceError(code: "AccessDeniedException", message: "no")
            ),
            (
                #"{"__type":"x#InvalidParameterValueException"}"#,
                ["x-amzn-query-error": "InvalidParameterValue;Sender"],
                ServiceError(code: "InvalidParameterValue", message: "")
            ),
            (
                "<ErrorResponse xmlns=\"http://x/\"><Error><Type>Sender</Type><Code>SignatureDoesNotMatch</Code>"
                    + "<Message>a &lt;b&gt; &amp;amp; c</Message></Error></ErrorResponse>", [:],
                ServiceError(code: "SignatureDoesNotMatch", message: "a <b> &amp; c")
            ),
            ("", ["x-amzn-errortype": "AccessDenied"], ServiceError(code: "AccessDenied", message: "")),
            ("<html><body>Bad Gateway</body></html>", [:], nil),
            ("<Code>unfinished", [:], nil),
            ("[1]", [:], nil),
            ("{}", [:], nil),
            ("", [:], nil),
        ] as [(String, [String: String], ServiceError?)])
    func errorIsReadFromItsFormat(body: String, headers: [String: String], error: ServiceError?) {
        #expect(AWSError.read(ExchangeAnswer(status: 400, headers: headers, body: Data(body.utf8))) == error)
    }
}
