import Testing

@testable import NATSLoad

struct StreamLedgerTests {
    /// 100 messages published, stored, received and acknowledged.
    private var balanced: StreamLedger {
        var ledger = StreamLedger(stream: "S")
        ledger.published.attempted = 100
        ledger.published.acknowledged = 100
        ledger.stored = 100
        var consumer = StreamLedger.Consumer(name: "c")
        consumer.counts.delivered = 100
        consumer.counts.distinct = 100
        consumer.counts.acknowledged = 100
        ledger.consumers = [consumer]
        return ledger
    }

    private func differences(_ change: (inout StreamLedger) -> Void) -> [String] {
        var ledger = balanced
        change(&ledger)
        return ledger.differences
    }

    @Test func everythingAccountedForIsBalanced() {
        #expect(balanced.isBalanced)
    }

    /// A server that went back to an older state of its consumer delivers under numbers that were used before.
    @Test func duplicatesAfterForgottenDeliveriesAreExplained() {
        var ledger = balanced
        ledger.consumers[0].counts.delivered += 3
        ledger.consumers[0].counts.duplicates = 3
        #expect(ledger.explanations == [])
        #expect(ledger.differences == ["S, consumer c: 3 messages came twice without being marked as redelivered"])
        ledger.consumers[0].counts.renumbered = 3
        #expect(ledger.differences == [])
        #expect(
            ledger.explanations == [
                "S, consumer c: 3 messages came twice without being marked as redelivered, because the server had forgotten 3 deliveries (a crash or a change of leader)"
            ])
        #expect(ledger.lines.contains("  explained: " + ledger.explanations[0]))
    }

    @Test(arguments: [90, 95, 100])
    func unknownMessagesMayOrMayNotBeStored(_ stored: Int64) {
        #expect(
            differences { ledger in
                ledger.published.acknowledged = 90
                ledger.published.unknown = 10
                ledger.stored = stored
                ledger.consumers[0].counts.distinct = stored
                ledger.consumers[0].counts.delivered = stored
            } == [])
    }

    @Test func lostAcknowledgedMessagesAreMissing() {
        #expect(
            differences { ledger in
                ledger.stored = 98
                ledger.consumers = []
            } == ["S: 2 messages are missing: 100 were acknowledged as stored, the stream took 98"])
    }

    @Test func messagesOfOthersAreSeen() {
        #expect(
            differences { ledger in
                ledger.stored = 103
                ledger.consumers = []
            } == [
                "S: the stream took 3 messages more than this run can have published (100); does somebody else publish to its subjects?"
            ])
        #expect(
            differences { ledger in
                ledger.stored = 103
                ledger.hasForeignPublishers = true
                ledger.consumers = []
            } == [])
    }

    @Test func messagesThatNobodyJudgedAreSeen() {
        #expect(differences { $0.published.attempted = 101 }.count == 1)
    }

    @Test func duplicatesAcknowledgedAreStoredOnce() {
        #expect(
            differences { ledger in
                ledger.published.attempted = 110
                ledger.published.acknowledged = 110
                ledger.published.duplicates = 10
            } == [])
    }

    @Test func undeliveredMessagesAreMissingUnlessTheStreamMayDropThem() {
        let lose = { (ledger: inout StreamLedger) in
            ledger.consumers[0].counts.distinct = 97
            ledger.consumers[0].counts.delivered = 97
        }
        #expect(
            differences(lose) == [
                "S, consumer c: 3 messages are missing: 100 in its stream, 97 received, 0 pending, 0 on their way"
            ])
        #expect(
            differences { ledger in
                lose(&ledger)
                ledger.mayDropUnseen = true
            } == [])
    }

    @Test func pendingAndUnansweredMessagesExplainThemselves() {
        #expect(
            differences { ledger in
                ledger.consumers[0].counts.distinct = 90
                ledger.consumers[0].counts.delivered = 90
                ledger.consumers[0].pending = 7
                ledger.consumers[0].ackPending = 3
            } == [])
    }

    @Test func redeliveriesAreNoDuplicates() {
        #expect(
            differences { ledger in
                ledger.consumers[0].counts.delivered = 105
                ledger.consumers[0].counts.redelivered = 5
            } == [])
        #expect(
            differences { ledger in
                ledger.consumers[0].counts.delivered = 105
                ledger.consumers[0].counts.duplicates = 5
            } == ["S, consumer c: 5 messages came twice without being marked as redelivered"])
    }

    @Test func unaskedServerIsADifference() {
        #expect(
            differences { $0.stored = nil }
                == ["S: how many messages are stored is not known: the server couldn't be asked at the end"])
    }
}
