import Files
import FoundationEssentials
import Glibc

/// A file of a snapshot folder, or a range of its bytes, read in large pieces.
///
/// It is an ordinary file, and nothing else that a name can lead to: a link leads out of the folder that was sealed.
struct SnapshotFile: ~Copyable {
    private let url: URL
    private let file: ExistingFile
    private let room: UnsafeMutableRawBufferPointer
    private var rest: Range<Int>

    private static let pieceSize = 1 << 18

    /// - Parameter range: nil is the whole file.
    /// - Throws: ``SourceError`` of kind `unreadable` for what is no ordinary file, or cannot be opened.
    init(_ url: URL, in range: Range<Int>? = nil) throws(SourceError) {
        file = try Self.open(url)
        self.url = url
        room = .allocate(byteCount: Self.pieceSize, alignment: 16)
        rest = range ?? 0..<Int.max
    }

    deinit { room.deallocate() }

    /// The next piece, which is there until the one after it is asked for; nil at the end.
    mutating func piece() throws(SourceError) -> UnsafeRawBufferPointer? {
        let count: Int
        do throws(FileFailure) {
            count = try file.read(into: .init(rebasing: room.prefix(rest.count)), at: rest.lowerBound)
        } catch {
            throw TableFile.damaged(url, "it cannot be read: \(error.reason)")
        }
        rest = rest.lowerBound + count..<rest.upperBound
        return count > 0 ? UnsafeRawBufferPointer(rebasing: room.prefix(count)) : nil
    }

    /// The whole of a small file.
    static func contents(_ url: URL) throws(SourceError) -> Data {
        var file = try SnapshotFile(url, in: 0..<largestManifest)
        var data = Data()
        while let piece = try file.piece() { data.append(contentsOf: piece) }
        return data
    }

    /// A manifest has a few kilobytes; what is longer is none, and is found out to be when it is parsed.
    private static let largestManifest = 1 << 24

    private static func open(_ url: URL) throws(SourceError) -> ExistingFile {
        do throws(FileFailure) {
            return try ExistingFile.ordinary(url.path)
        } catch {
            switch error.code {
            case ELOOP: throw TableFile.damaged(url, "it is a link")
            case EINVAL: throw TableFile.damaged(url, "it is not an ordinary file")
            default: throw TableFile.damaged(url, "it cannot be opened: \(error.reason)")
            }
        }
    }
}
