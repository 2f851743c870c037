/// The account of one stream over a run: what went in, what is there, what came out, and whether that adds up.
///
/// A load test of a queue is only believable if every message is accounted for. An acknowledgement that never came makes a message *unknown*, not lost:
/// the stream's own count must then lie between what was acknowledged and that plus the unknown ones. Everything else has to be exact.
public struct StreamLedger: Sendable, Equatable, Codable {
    /// One consumer's part of the account.
    public struct Consumer: Sendable, Equatable, Codable {
        /// The consumer's name.
        public var name: String
        /// What its members received.
        public var counts = ConsumeCounts()
        /// What the server still has to deliver to it.
        public var pending: Int64 = 0
        /// What the server has delivered and not seen an answer to.
        public var ackPending: Int64 = 0
        /// Whether it answers at all.
        public var acknowledges = true
        /// Whether it answers each message by itself, so that each must have its answer or wait for it.
        public var acknowledgesEach = false
        /// How often a message is delivered to it at most; missing when there is no limit.
        public var maxDeliver: Int?
        /// Messages of before the run that it was given as well.
        public var foreseen: Int64 = 0
        /// Why the server couldn't say at the end what is left for it, if it couldn't.
        public var absence: String?
        /// Why the server takes none of its answers, if it takes none.
        public var refusal: String?
        /// Whether all its members are of this run, so that what they received is all that was delivered.
        public var isOurs = true

        /// A consumer that has done nothing.
        public init(name: String) { self.name = name }
    }

    /// The stream's name.
    public var stream: String
    /// What the run's publishers did.
    public var published = PublishCounts()
    /// Messages that the stream has taken during the run; missing when the server couldn't be asked.
    public var stored: Int64?
    /// Why `stored` is missing.
    public var absence: String?
    /// What it had taken when its consumers were asked: others may publish, and the rest arrive, meanwhile.
    public var storedEarlier: Int64?
    /// Messages that are in the stream at the end.
    public var remaining: Int64?
    /// Messages that were in the stream before or during the run, and no longer are.
    public var removed: Int64?
    /// The run's consumers.
    public var consumers: [Consumer] = []
    /// The limits by which the stream drops messages that nobody may have seen, such as “max_age 5m”.
    public var droppingLimits: [String] = []
    /// Whether messages leave the stream as soon as its only consumer, the run's, has acknowledged them.
    public var removesAnswered = false
    /// Other streams that it takes messages from.
    public var origins: [String] = []
    /// Whether others publish to this stream as well, so that its count says nothing about this run.
    public var hasForeignPublishers = false
    /// Whether the stream is core NATS without storage.
    public var isCore = false

    /// An empty account.
    public init(stream: String) { self.stream = stream }

    /// What doesn't add up, one sentence each; empty when everything is accounted for.
    public var differences: [String] {
        publishDifferences + (isCore ? [] : storeDifferences + consumers.flatMap(differences))
    }

    /// Whether every message is accounted for.
    public var isBalanced: Bool { differences.isEmpty }

    private var publishDifferences: [String] {
        let judged = published.acknowledged + published.refused + published.unknown + published.unconfirmed
        guard judged != published.attempted else { return [] }
        return [
            "\(stream): \(published.attempted) messages were attempted, but \(published.acknowledged) acknowledged + "
                + "\(published.refused) refused + \(published.unknown) unknown + \(published.unconfirmed) unconfirmed make \(judged)"
        ]
    }

    private var storeDifferences: [String] {
        guard let stored else {
            return [
                "\(stream): how many messages are stored is not known: \(absence ?? "the server couldn't be asked at the end")"
            ]
        }
        let certain = published.acknowledged - published.duplicates
        let possible = certain + published.unknown + published.unconfirmed
        if stored < certain {
            return [
                "\(stream): \(certain - stored) messages are missing: \(certain) were acknowledged as stored, the stream took \(stored)"
            ]
        }
        // What others store is nobody's business here.
        if hasForeignPublishers || !origins.isEmpty { return [] }
        if stored > possible {
            return [
                "\(stream): the stream took \(stored - possible) messages more than this run can have published "
                    + "(\(possible)); does somebody else publish to its subjects?"
            ]
        }
        return []
    }

    private func differences(_ consumer: Consumer) -> [String] {
        var found: [String] = []
        let counts = consumer.counts
        let place = "\(stream), consumer \(consumer.name)"
        if let refusal = consumer.refusal { found.append("\(place): none of its answers was taken: \(refusal)") }
        if counts.duplicates > 0, counts.renumbered == 0 {
            found.append("\(place): \(counts.duplicates) messages came twice without being marked as redelivered")
        }
        if counts.distinct + counts.redelivered + counts.duplicates < counts.delivered {
            let rest = counts.delivered - counts.distinct - counts.redelivered - counts.duplicates
            found.append("\(place): \(rest) deliveries are neither new nor redelivered nor duplicates")
        }
        guard let stored, consumer.isOurs else { return found }
        let missing = undelivered(consumer)
        if let absence = consumer.absence {
            if missing > droppable(consumer) {
                found.append(
                    "\(place): \(missing) messages weren't received, and nobody knows what is left for it: \(absence)")
            }
            return found
        }
        let all = stored + consumer.foreseen
        if counts.distinct + consumer.pending > all {
            found.append(
                "\(place): \(counts.distinct) different messages received + \(consumer.pending) pending are more than the \(all) in its stream"
            )
        }
        if missing > droppable(consumer) {
            found.append(
                "\(place): \(missing) messages are missing: \((storedEarlier ?? stored) + consumer.foreseen) in its stream, "
                    + "\(counts.distinct) received, \(consumer.pending) pending, \(onTheirWay(consumer)) on their way"
                    + remark(on: consumer))
        }
        let silent = unanswered(consumer)
        if silent > 0, consumer.maxDeliver == nil, silent > droppable(consumer) {
            found.append(
                "\(place): \(silent) answers are missing: \(counts.distinct) messages received, "
                    + "\(counts.acknowledged + counts.terminated) acknowledged or ended, \(consumer.ackPending) pending"
            )
        }
        return found
    }

    /// What helps to find missing messages.
    private func remark(on consumer: Consumer) -> String {
        if !consumer.acknowledges {
            return "; it acknowledges nothing, so what is on its way when a connection is lost doesn't come again"
        }
        return droppingLimits.isEmpty
            ? ""
            : "; the stream drops by \(droppingLimits.joined(separator: ", ")), but at most \(droppable(consumer)) can have gone so"
    }

    /// The account as lines of text.
    public var lines: [String] {
        var lines = [
            "\(stream): attempted \(published.attempted) = acknowledged \(published.acknowledged) + refused \(published.refused)"
                + " + unknown \(published.unknown)"
                + (published.unconfirmed > 0 ? " + unconfirmed \(published.unconfirmed)" : "")
                + (published.duplicates > 0 ? "; duplicates \(published.duplicates)" : "")
                + (published.unsent > 0 ? "; due and never sent \(published.unsent)" : "")
        ]
        if !isCore {
            lines.append(
                "  stored \(stored.map(String.init) ?? "not known"), remaining \(remaining.map(String.init) ?? "not known")"
            )
        }
        for consumer in consumers {
            let counts = consumer.counts
            let rest =
                consumer.absence == nil
                ? "pending \(consumer.pending), ack pending \(consumer.ackPending)" : "what is left isn't known"
            lines.append(
                "  consumer \(consumer.name): delivered \(counts.delivered) = distinct \(counts.distinct) + redelivered "
                    + "\(counts.redelivered) + duplicates \(counts.duplicates); acknowledged \(counts.acknowledged), \(rest)"
            )
        }
        lines += explanations.map { "  explained: \($0)" }
        return lines + (isBalanced ? ["  adds up"] : differences.map { "  ✗ \($0)" })
    }
}
