/// What a consumer answers to a delivered message.
package enum Acknowledgement: Equatable, Sendable {
    case done
    /// Deliver it again, at once or after a while.
    case again(afterNs: Int64?)
    /// Still working on it: the ack wait begins anew.
    case inProgress
    /// Never deliver it again.
    case terminate

    package var payload: [UInt8] {
        switch self {
        case .done: Array("+ACK".utf8)
        case .again(nil): Array("-NAK".utf8)
        case .again(let ns?): Array("-NAK {\"delay\": \(ns)}".utf8)
        case .inProgress: Array("+WPI".utf8)
        case .terminate: Array("+TERM".utf8)
        }
    }
}
