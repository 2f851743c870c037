/// What all members of one consumer have received together: which messages were seen is only known for all of them.
final class ConsumerGroup {
    let plan: QueuePlan.Consumer
    /// The name the server knows it by.
    let name: String
    /// Messages that the server has for it since before the run.
    private(set) var foreseen: Int64
    /// Whether this run has made it.
    let isCreated: Bool
    private(set) var counts = ConsumeCounts()
    /// Why the server takes no answers, if it takes none.
    private(set) var refusal: String?
    private var seen = SequenceSet()
    /// The server's own numbers of its deliveries.
    private var numbers = SequenceSet()

    init(plan: QueuePlan.Consumer, name: String, foreseen: Int64, isCreated: Bool) {
        self.plan = plan
        self.name = name
        self.foreseen = foreseen
        self.isCreated = isCreated
    }

    /// Takes note of what the server has for it at the moment from which its stream's messages are counted.
    func foresee(_ messages: Int64) { foreseen = messages }

    func received(_ delivery: Delivery?, bytes: Int) {
        counts.delivered += 1
        counts.bytes += Int64(bytes)
        guard let delivery else {
            // Core NATS doesn't number its messages.
            counts.distinct += 1
            return
        }
        if !numbers.insert(delivery.consumerSequence) { counts.renumbered += 1 }
        let isNew = seen.insert(delivery.streamSequence)
        if isNew { counts.distinct += 1 }
        if delivery.count > 1, !isNew {
            counts.redelivered += 1
        } else if !isNew {
            counts.duplicates += 1
        }
    }

    /// The server drops what these credentials may not send, so none of the answers counts.
    func answersWereRefused(_ reason: String) {
        refusal = reason
        (counts.acknowledged, counts.rejected, counts.terminated) = (0, 0, 0)
    }

    func answered(_ answer: Acknowledgement, covering messages: Int64 = 1) {
        guard refusal == nil else { return }
        switch answer {
        case .done: counts.acknowledged += messages
        case .again: counts.rejected += 1
        case .terminate: counts.terminated += 1
        case .inProgress: break
        }
    }
}
