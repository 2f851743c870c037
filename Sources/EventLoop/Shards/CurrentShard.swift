internal import Glibc

/// Which shard the calling thread belongs to.
///
/// A thread-specific value of the system, as a task-local would be lost on the way into callbacks from C.
enum CurrentShard {
    private static let key: pthread_key_t = {
        var key = pthread_key_t()
        precondition(pthread_key_create(&key, nil) == 0, "no thread-specific value is left (pthread_key_create)")
        return key
    }()

    /// The shard, without a reference of its own: a shard outlives its thread.
    static var pointer: UnsafeMutableRawPointer? {
        pthread_getspecific(key)
    }

    static func set(_ shard: Shard?) {
        pthread_setspecific(key, shard.map { UnsafeRawPointer(Unmanaged.passUnretained($0).toOpaque()) })
    }
}
