@testable import NATSLoad
import Testing

struct ServerRefusalTests {
    @Test(arguments: [
        ("Authorization Violation", ServerRefusal.Kind.authorization, false),
        ("Permissions Violation for Publish to \"a.b\"", .permissionOnPublish(subject: "a.b"), true),
        (
            "Permissions Violation for Subscription to \"x.>\" using queue \"q\"",
            .permissionOnSubscription(subject: "x.>"), true
        ),
        ("Permissions Violation for Subscription to \"x\" (sid \"7\")", .permissionOnSubscription(subject: "x"), true),
        ("Permissions Violation for Publish with Reply of \"r.1\"", .permissionOnReply(subject: "r.1"), true),
        ("Permissions Violation", .otherPermission, true),
        ("maximum subscriptions exceeded", .maximumSubscriptions, true),
        ("maximum control line exceeded", .maximumControlLine, false),
        ("maximum connections exceeded", .connectionsExceeded, false),
        ("maximum account active connections exceeded", .accountConnectionsExceeded, false),
        ("Connection throttling is active. Please try again later.", .throttled, false),
        ("attempted to connect to leaf node port", .wrongPort, false),
        ("attempted to connect to route port", .wrongPort, false),
        ("Failed Account Registration", .noAccount, false),
        ("Invalid Publish Subject", .invalidSubject, true),
        ("Maximum Payload Violation", .maximumPayload, false),
        ("Slow Consumer", .slowConsumer, false),
        ("Stale Connection", .staleConnection, false),
        ("Something New", .other, false),
    ])
    func kindsAreToldApart(_ text: String, _ kind: ServerRefusal.Kind, _ survivable: Bool) {
        let refusal = ServerRefusal(text)
        #expect(refusal.kind == kind)
        #expect(refusal.isSurvivable == survivable)
    }
}
