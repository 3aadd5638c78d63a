import Foundation
import TestSupport

/// A disk of random size: a file system in memory where one can be mounted, else a limit for the size of a file.
struct SmallDisk: Trial {
    private let ground: Ground
    private let canMount: Bool

    init(_ ground: Ground) throws {
        self.ground = ground
        let mount = try CommandRun.run("/usr/bin/env", ["unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt"])
        canMount = mount.status == 0
        if !canMount { print("disks that fill up: nothing can be mounted here, so files have a limit instead") }
    }

    mutating func attempt(_ random: inout SeededGenerator, in folder: URL) throws -> String? {
        let size = Int(exp2(Double.random(in: 2..<11, using: &random)))
        let limit = Bool.random(using: &random) ? "size=\(size)k" : "nr_inodes=\(size / 8 + 2)"
        let disk = folder.appendingPathComponent("disk").path
        try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
        let look = "left=$(ls -A \(disk)/output 2>/dev/null | grep -c partial); [ \"$left\" = 0 ] || exit 99"
        let script =
            canMount
            ? "mount -t tmpfs -o \(limit) tmpfs \(disk); \"$@\"; status=$?; \(look); exit $status"
            : "trap '' XFSZ; ulimit -f \(size / 4 + 1); \"$@\"; status=$?; \(look); exit $status"
        let commands = [
            ["run", "--snapshot", ground.snapshot.path, "--output", disk + "/output", "--fail-on", "never"],
            ["simulate", "--snapshot", disk + "/snapshot", "--sessions", "5", "--labels", disk + "/labels"],
        ]
        let run = try ground.run(
            commands.randomElement(using: &random) ?? [],
            through: (canMount ? ["unshare", "-m"] : []) + ["bash", "-c", script, "bash"])
        return Ground.problem(run, allowed: [0, 73])
    }
}
