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

    /// What was never received may have been lost with it; what was received is certain.
    @Test func consumerThatCannotBeAskedIsBalancedOnlyWhenAllWasReceived() {
        #expect(differences { $0.consumers[0].absence = "consumer not found" } == [])
        #expect(
            differences {
                $0.consumers[0].absence = "consumer not found"
                $0.consumers[0].counts.distinct = 70
                $0.consumers[0].counts.delivered = 70
            } == [
                "S, consumer c: 30 messages weren't received, and nobody knows what is left for it: consumer not found"
            ])
        // Somebody else may have received them.
        #expect(
            differences {
                $0.consumers[0].absence = "consumer not found"
                $0.consumers[0].counts.distinct = 70
                $0.consumers[0].counts.delivered = 70
                $0.consumers[0].isOurs = false
            } == [])
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
                ledger.droppingLimits = ["max_age 1m"]
            } == [])
    }

    /// A limit explains as many messages as have left the stream, and no more.
    @Test func limitsExplainWhatHasLeftTheStreamAndNoMore() {
        var ledger = balanced
        (ledger.consumers[0].counts.distinct, ledger.consumers[0].counts.delivered) = (90, 90)
        ledger.consumers[0].counts.acknowledged = 90
        ledger.droppingLimits = ["max_age 1m", "max_msgs 50"]
        ledger.removed = 10
        #expect(ledger.differences == [])
        #expect(
            ledger.explanations == [
                "S, consumer c: 10 messages left the stream before they were delivered (max_age 1m, max_msgs 50)"
            ])
        ledger.removed = 9
        #expect(
            ledger.differences == [
                "S, consumer c: 10 messages are missing: 100 in its stream, 90 received, 0 pending, 0 on their way; "
                    + "the stream drops by max_age 1m, max_msgs 50, but at most 9 can have gone so"
            ])
        #expect(ledger.explanations == [])
    }

    /// In a work queue messages leave by their acknowledgements: those weren't dropped.
    @Test func acknowledgedMessagesOfAWorkQueueAreNotDropped() {
        var ledger = balanced
        (ledger.consumers[0].counts.distinct, ledger.consumers[0].counts.delivered) = (90, 90)
        ledger.consumers[0].counts.acknowledged = 90
        ledger.droppingLimits = ["max_age 1m"]
        ledger.removesAnswered = true
        ledger.removed = 95
        #expect(ledger.differences.count == 1 && ledger.differences[0].contains("at most 5 can have gone so"))
        ledger.removed = 100
        #expect(ledger.differences == [])
    }

    @Test func messagesThatWereDeliveredOftenEnoughAreExplained() {
        var ledger = balanced
        ledger.consumers[0].acknowledgesEach = true
        ledger.consumers[0].counts.acknowledged = 96
        #expect(
            ledger.differences == [
                "S, consumer c: 4 answers are missing: 100 messages received, 96 acknowledged or ended, 0 pending"
            ])
        ledger.consumers[0].maxDeliver = 3
        #expect(ledger.differences == [])
        #expect(
            ledger.explanations == [
                "S, consumer c: 4 messages were delivered as often as max_deliver allows (3) and never acknowledged"
            ])
        ledger.consumers[0].counts.terminated = 4
        #expect(ledger.explanations == [])
    }

    @Test func answersThatTheServerStillWaitsForAreNotMissing() {
        #expect(
            differences { ledger in
                ledger.consumers[0].acknowledgesEach = true
                ledger.consumers[0].counts.acknowledged = 90
                ledger.consumers[0].ackPending = 10
            } == [])
    }

    /// Twice acknowledged after a redelivery is more than enough.
    @Test func answersToRedeliveriesAreNoDifference() {
        #expect(
            differences { ledger in
                ledger.consumers[0].acknowledgesEach = true
                (ledger.consumers[0].counts.delivered, ledger.consumers[0].counts.redelivered) = (110, 10)
                ledger.consumers[0].counts.acknowledged = 110
            } == [])
    }

    @Test func lossesWithoutAcknowledgementsAreNamedAsSuch() {
        let found = differences { ledger in
            ledger.consumers[0].acknowledges = false
            (ledger.consumers[0].counts.distinct, ledger.consumers[0].counts.delivered) = (97, 97)
        }
        #expect(
            found.count == 1 && found[0].hasSuffix("what is on its way when a connection is lost doesn't come again"))
    }

    /// While the consumers are asked, others go on: what arrives meanwhile is neither missing nor too much.
    @Test func whatOthersStoreMeanwhileIsNoDifference() {
        for pending in [Int64(0), 4, 10] {
            #expect(
                differences { ledger in
                    ledger.hasForeignPublishers = true
                    (ledger.storedEarlier, ledger.stored) = (100, 110)
                    ledger.consumers[0].pending = pending
                } == [], "\(pending) pending")
        }
        #expect(
            differences { ledger in
                ledger.hasForeignPublishers = true
                (ledger.storedEarlier, ledger.stored) = (100, 110)
                ledger.consumers[0].pending = 11
            }.count == 1)
    }

    /// Others may add to a stream, but nobody may take away what it has acknowledged.
    @Test func foreignPublishersDoNotExcuseLosses() {
        #expect(
            differences { ledger in
                ledger.hasForeignPublishers = true
                ledger.stored = 98
                ledger.consumers = []
            } == ["S: 2 messages are missing: 100 were acknowledged as stored, the stream took 98"])
    }

    @Test func messagesOfOtherStreamsAreExplained() {
        var ledger = balanced
        ledger.consumers = []
        ledger.stored = 130
        #expect(ledger.differences.count == 1)
        ledger.origins = ["ORIGIN"]
        #expect(ledger.differences == [])
        #expect(
            ledger.explanations == [
                "S: it takes messages from ORIGIN as well, so what it took beyond this run's is theirs"
            ])
    }

    @Test func whatCoreConsumersMissIsSaid() {
        var ledger = balanced
        ledger.isCore = true
        (ledger.published.acknowledged, ledger.published.unconfirmed) = (0, 100)
        #expect(ledger.explanations == [])
        ledger.consumers[0].counts.distinct = 93
        #expect(ledger.differences == [])
        #expect(
            ledger.explanations == [
                "S, consumer c: 7 of 100 messages weren't received; core NATS keeps none for those who are slow or away"
            ])
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
