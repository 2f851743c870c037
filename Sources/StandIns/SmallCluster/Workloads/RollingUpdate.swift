/// How the sizes of a deployment's replica sets change from one template to the next.
///
/// After “Rolling Update Deployment” in the Kubernetes documentation: never more than wanted plus the surge, never
/// fewer ready than wanted less what may be unavailable.
struct RollingUpdate: Sendable, Equatable {
    /// One replica set: what it shall have, and what is ready of it.
    struct Part: Sendable, Equatable {
        var size: Int
        var ready: Int
    }

    enum Strategy: Sendable, Equatable {
        case rolling(surge: Int, unavailable: Int)
        /// Everything old goes before anything new comes.
        case recreate

        /// Reads a deployment's strategy; shares are rounded up for the surge, down for what may be missing.
        init(_ value: JSONValue?, wanted: Int) {
            if value?["type"]?.string == "Recreate" {
                self = .recreate
                return
            }
            func count(_ key: String, _ rule: FloatingPointRoundingRule) -> Int {
                switch value?["rollingUpdate", key] {
                case .integer(let count): count
                case .string(let text) where text.hasSuffix("%"):
                    Int((Double(wanted) * (Double(text.dropLast()) ?? 25) / 100).rounded(rule))
                default: Int((Double(wanted) * 0.25).rounded(rule))
                }
            }
            let (surge, unavailable) = (count("maxSurge", .up), count("maxUnavailable", .down))
            // Without either nothing would ever move.
            self = .rolling(surge: surge, unavailable: surge == 0 && unavailable == 0 ? 1 : unavailable)
        }
    }

    var wanted: Int
    var current: Part
    var former: [Part]
    var strategy: Strategy
    /// The pods of former replica sets, those that are ending included.
    var formerPods: Int

    /// The sizes to set now.
    var next: (current: Int, former: [Int]) {
        let old = former.reduce(0) { $0 + $1.size }
        switch strategy {
        case .recreate:
            return (formerPods == 0 ? wanted : min(current.size, wanted), former.map { _ in 0 })
        case .rolling(let surge, let unavailable):
            guard old > 0 else { return (wanted, former.map { _ in 0 }) }
            let grown = min(wanted, max(current.size, wanted + surge - old))
            let ready = current.ready + former.reduce(0) { $0 + $1.ready }
            // What isn't ready can go at once; of the ready ones, those beyond what has to stay.
            var dispensable = max(0, ready - (wanted - unavailable))
            let sizes = former.map { part in
                let unready = max(0, part.size - part.ready)
                let gone = min(part.size, unready + dispensable)
                dispensable -= gone - min(gone, unready)
                return part.size - gone
            }
            return (grown, sizes)
        }
    }
}
