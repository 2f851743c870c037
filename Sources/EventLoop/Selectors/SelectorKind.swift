/// The selectors there are.
package enum SelectorKind: String, CaseIterable, Sendable {
    /// The best one of this system.
    case automatic
    /// Linux's epoll: costs the same whatever the number of descriptors, time-outs in nanoseconds.
    case epoll
    /// POSIX's poll: everywhere, costs grow with the number of descriptors, time-outs in milliseconds.
    case poll

    /// Makes a selector of this kind.
    package func makeSelector() throws -> any Selector {
        switch self {
        case .automatic, .epoll: try EpollSelector()
        case .poll: PollSelector()
        }
    }

    /// The wake-up that goes with this selector: what both kinds of test run covers both.
    func makeWakeUp() throws -> WakeUp {
        try WakeUp(kind: self == .poll ? .pipe : .event)
    }
}
