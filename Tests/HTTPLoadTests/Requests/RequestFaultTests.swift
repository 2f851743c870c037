import Testing

@testable import HTTPLoad

/// What can't be sent as it is meant is told instead of sent.
@Suite struct RequestFaultTests {
    /// libcurl would wait for a body that never comes.
    @Test func headWithABodyIsAFault() {
        #expect(Request(.head, "/", body: .text("x")).fault?.contains("can't have a body") == true)
        #expect(Request(.head, "/").fault == nil)
    }
}
