internal import CLinux
internal import Glibc
// The module that owns `timespec` where CLinux was read before Glibc, as release builds have it.
internal import SwiftOverlayShims
import Synchronization

/// One thread that carries out actions at their times, however many wait.
///
/// The thread holds the timer until ``stop()`` is called.
///
/// Sendable although it holds C structures: the mutex and the condition are made once, never moved and used only
/// through their own functions; everything else is touched with the mutex held.
final class TimerThread: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var deadlines = DeadlineHeap()
    private var isStopping = false
    private var thread = pthread_t()

    /// Nanoseconds of the monotonic clock.
    static func now() -> Int64 {
        plimsoll_monotonic_ns()
    }

    init() {
        pthread_mutex_init(mutex, nil)
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        pthread_cond_init(changed, &attributes)
        pthread_condattr_destroy(&attributes)
        let context = Unmanaged.passRetained(self)
        let result = pthread_create(&thread, nil, TimerThread.main, context.toOpaque())
        precondition(result == 0, "no thread could be started for timers (system error \(result))")
    }

    deinit {
        pthread_cond_destroy(changed)
        pthread_mutex_destroy(mutex)
        changed.deallocate()
        mutex.deallocate()
    }

    /// Carries out an action at a time, on the timer's thread; it must not block.
    func at(_ ns: Int64, _ action: @escaping @Sendable () -> Void) {
        pthread_mutex_lock(mutex)
        let isFirst = !isStopping && deadlines.insert(atNs: ns, action)
        pthread_mutex_unlock(mutex)
        if isFirst { pthread_cond_signal(changed) }
    }

    /// Ends the thread; what waits is dropped.
    func stop() {
        pthread_mutex_lock(mutex)
        let wasStopping = isStopping
        isStopping = true
        let dropped = deadlines
        deadlines = DeadlineHeap()
        pthread_cond_signal(changed)
        pthread_mutex_unlock(mutex)
        _ = dropped
        if !wasStopping {
            if pthread_equal(pthread_self(), thread) != 0 { pthread_detach(thread) } else { pthread_join(thread, nil) }
        }
    }

    private static let main: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { context in
        guard let context else { return nil }
        plimsoll_set_thread_name("standin-timer")
        plimsoll_set_timer_slack(1)
        Unmanaged<TimerThread>.fromOpaque(context).takeRetainedValue().loop()
        return nil
    }

    private func loop() {
        pthread_mutex_lock(mutex)
        while !isStopping {
            guard let first = deadlines.firstNs else {
                pthread_cond_wait(changed, mutex)
                continue
            }
            guard first <= TimerThread.now() else {
                plimsoll_wait_until(changed, mutex, first)
                continue
            }
            let action = deadlines.removeFirst()
            pthread_mutex_unlock(mutex)
            action()
            pthread_mutex_lock(mutex)
        }
        pthread_mutex_unlock(mutex)
    }
}
