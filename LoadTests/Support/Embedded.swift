import Plimsoll
import StandIns

extension TargetLauncher {
    /// Starts a stand-in in this process and stops it after the run.
    static func embedded(_ start: @escaping @Sendable () throws -> StandIn) -> TargetLauncher {
        TargetLauncher {
            let service = try start()
            return Launched(url: service.url) { service.stop() }
        }
    }
}
