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
        /// When all its containers had ended for good, as those of an evicted pod.
        package var ended: Double?
        /// Why a container of it ended last.
        package var lastEnd: String?
        /// What its containers may use at most, by container and resource: cores and bytes.
        package var limits: [String: [String: Double]]?

        package init(
            name: String, node: String?, created: Double, scheduled: Double?, ready: Double?, terminating: Double?,
            gone: Double?, trouble: String?, restarts: Int, relapses: Int, ended: Double? = nil, lastEnd: String? = nil,
            limits: [String: [String: Double]]? = nil
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
            self.ended = ended
            self.lastEnd = lastEnd
            self.limits = limits
        }

        private enum CodingKeys: String, CodingKey {
            case name, node, trouble, restarts, relapses, limits
            case ended = "ended_s"
            case lastEnd = "last_end"
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

    /// What all pods used together, and each by itself.
    package struct Usage: Codable, Sendable, Equatable {
        package var second: Double
        package var cpu: Double
        package var memory: Double
        /// Each pod that was measured; nil in documents from before they were kept.
        package var pods: [PodUsage]?

        package init(second: Double, cpu: Double, memory: Double, pods: [PodUsage]? = nil) {
            self.second = second
            self.cpu = cpu
            self.memory = memory
            self.pods = pods
        }

        private enum CodingKeys: String, CodingKey {
            case second, pods
            case cpu = "cpu_cores"
            case memory = "memory_bytes"
        }
    }

    /// What a pod used.
    package struct PodUsage: Codable, Sendable, Equatable {
        package var pod: String
        package var cpu: Double
        package var memory: Double

        package init(pod: String, cpu: Double, memory: Double) {
            self.pod = pod
            self.cpu = cpu
            self.memory = memory
        }

        private enum CodingKeys: String, CodingKey {
            case pod
            case cpu = "cpu_cores"
            case memory = "memory_bytes"
        }
    }

    /// What a VerticalPodAutoscaler recommended for a container: cores and bytes by resource, between the bounds outside of
    /// which a pod is evicted.
    package struct Advice: Codable, Sendable, Equatable {
        package var second: Double
        package var container: String
        package var target: [String: Double]
        package var lower: [String: Double]?, upper: [String: Double]?

        package init(
            second: Double, container: String, target: [String: Double], lower: [String: Double]?,
            upper: [String: Double]?
        ) {
            self.second = second
            self.container = container
            self.target = target
            self.lower = lower
            self.upper = upper
        }
    }

    /// A state of KEDA's ScaledObject from a time on; without an activity where KEDA didn't know.
    package struct Keda: Codable, Sendable, Equatable {
        package var second: Double
        package var isActive: Bool?
        package var isPaused: Bool, isFallback: Bool
        package var trouble: String?

        package init(second: Double, isActive: Bool?, isPaused: Bool, isFallback: Bool, trouble: String?) {
            self.second = second
            self.isActive = isActive
            self.isPaused = isPaused
            self.isFallback = isFallback
            self.trouble = trouble
        }

        private enum CodingKeys: String, CodingKey {
            case second, trouble
            case isActive = "active"
            case isPaused = "paused"
            case isFallback = "fallback"
        }
    }
}
