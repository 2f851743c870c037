internal import Foundation

/// The fields of a change that was sent to a stand-in's administration.
struct AdminFields {
    let values: [String: Any]

    /// Changes what is named; returns a sentence for each field that is unknown or wrong.
    func apply(to capacity: inout Capacity) -> [String] {
        values.keys.sorted().compactMap { key in
            switch key {
            case "replicas":
                if let names = values[key] as? [String] {
                    capacity.replicas = names
                } else if let count = integer(key), (0...10_000).contains(count) {
                    capacity.replicas = Capacity.names(count)
                } else {
                    return expected(key, "a whole number from 0 to 10000 or a list of names")
                }
            case "slots":
                guard let slots = integer(key) else { return expected(key, "a whole number") }
                capacity.slots = slots
            case "service_time_ms":
                guard let time = number(key), time.magnitude < 1e9 else { return expected(key, "a number") }
                capacity.serviceTime.mean = .nanoseconds(Int64(time * 1e6))
            case "spread":
                switch (values[key] as? String, number(key)) {
                case ("none", _): capacity.serviceTime.spread = .none
                case ("exponential", _): capacity.serviceTime.spread = .exponential
                case (nil, let part?): capacity.serviceTime.spread = .uniform(part)
                default: return expected(key, "“none”, “exponential” or a part of the service time from 0 to 1")
                }
            case "queue_limit":
                guard let limit = integer(key) else { return expected(key, "a whole number") }
                capacity.queueLimit = limit
            case "balancing":
                guard let balancing = (values[key] as? String).flatMap({ Capacity.Balancing(rawValue: $0) }) else {
                    return expected(key, "“round-robin” or “per-connection”")
                }
                capacity.balancing = balancing
            default:
                return
                    "\(key): no such field; there are balancing, queue_limit, replicas, service_time_ms, slots, spread"
            }
            return nil
        }
    }

    /// Changes what is named; returns a sentence for each field that is unknown or wrong.
    func apply(to faults: inout Faults) -> [String] {
        let numbers: [String: WritableKeyPath<Faults, Double>] = [
            "slower_percent": \.slowerPercent, "slow_share": \.slowShare, "slow_factor": \.slowFactor,
            "error_share": \.errorShare, "closed_share": \.closedShare,
        ]
        return values.keys.sorted().compactMap { key in
            if let path = numbers[key] {
                guard let value = number(key) else { return expected(key, "a number") }
                faults[keyPath: path] = value
            } else if key == "error_status" {
                guard let status = integer(key) else { return expected(key, "a status from 400 to 599") }
                faults.errorStatus = status
            } else if key == "stall" {
                if values[key] is NSNull {
                    faults.stall = nil
                    return nil
                }
                let stall = AdminFields(values: values[key] as? [String: Any] ?? [:])
                guard let every = stall.number("every_s"), let length = stall.number("length_s"),
                    stall.values.count == 2, max(every.magnitude, length.magnitude) < 1e6
                else { return expected(key, #"{"every_s": …, "length_s": …} or null"#) }
                faults.stall = Stall(every: .nanoseconds(Int64(every * 1e9)), length: .nanoseconds(Int64(length * 1e9)))
            } else {
                let known = (numbers.keys + ["error_status", "stall"]).sorted().joined(separator: ", ")
                return "\(key): no such field; there are \(known)"
            }
            return nil
        }
    }

    private func expected(_ key: String, _ what: String) -> String {
        "\(key): expected \(what)"
    }

    /// A number, and not a flag, which the decoder would give out as one.
    private func number(_ key: String) -> Double? {
        guard let number = values[key] as? NSNumber, !["c", "B"].contains(String(cString: number.objCType)) else {
            return nil
        }
        return number.doubleValue
    }

    private func integer(_ key: String) -> Int? {
        number(key).flatMap { Int(exactly: $0) }
    }
}
