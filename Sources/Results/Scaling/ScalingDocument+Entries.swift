extension ScalingDocument {
    /// A pod's life.
    package struct Pod: Codable, Sendable, Equatable {
        package var name: String
        package var node: String?
        package var created: Double
        package var scheduled: Double?, ready: Double?, terminating: Double?, gone: Double?
        package var trouble: String?
        package var restarts: Int
        package var relapses: Int

        package init(
            name: String, node: String?, created: Double, scheduled: Double?, ready: Double?, terminating: Double?,
            gone: Double?, trouble: String?, restarts: Int, relapses: Int
        ) {
            self.name = name
            self.node = node
            self.created = created
            self.scheduled = scheduled
            self.ready = ready
            self.terminating = terminating
            self.gone = gone
            self.trouble = trouble
            self.restarts = restarts
            self.relapses = relapses
        }

        private enum CodingKeys: String, CodingKey {
            case name, node, trouble, restarts, relapses
            case created = "created_s"
            case scheduled = "scheduled_s"
            case ready = "ready_s"
            case terminating = "terminating_s"
            case gone = "gone_s"
        }
    }

    /// A change of the wanted replicas.
    package struct Decision: Codable, Sendable, Equatable {
        package var second: Double
        package var from: Int?
        package var to: Int
        package var decider: String
        package var reason: String

        package init(second: Double, from: Int?, to: Int, decider: String, reason: String) {
            self.second = second
            self.from = from
            self.to = to
            self.decider = decider
            self.reason = reason
        }
    }

    /// A value that the autoscaler read, with its target and the replicas its formula asks for.
    package struct Metric: Codable, Sendable, Equatable {
        package var second: Double
        package var name: String
        package var value: String?
        package var target: String
        package var asked: Int?

        package init(second: Double, name: String, value: String?, target: String, asked: Int?) {
            self.second = second
            self.name = name
            self.value = value
            self.target = target
            self.asked = asked
        }
    }

    /// A time in which something couldn't be seen; without an end when it never was again.
    package struct Gap: Codable, Sendable, Equatable {
        package var source: String
        package var from: Double
        package var to: Double?
        package var reason: String

        package init(source: String, from: Double, to: Double?, reason: String) {
            self.source = source
            self.from = from
            self.to = to
            self.reason = reason
        }

        private enum CodingKeys: String, CodingKey {
            case source, reason
            case from = "from_s"
            case to = "to_s"
        }
    }

    /// What all pods used together.
    package struct Usage: Codable, Sendable, Equatable {
        package var second: Double
        package var cpu: Double
        package var memory: Double

        package init(second: Double, cpu: Double, memory: Double) {
            self.second = second
            self.cpu = cpu
            self.memory = memory
        }

        private enum CodingKeys: String, CodingKey {
            case second
            case cpu = "cpu_cores"
            case memory = "memory_bytes"
        }
    }
}
