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
