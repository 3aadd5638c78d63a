internal import Foundation

/// Folders that are to be there.
public enum NewFolder {
    /// Makes a folder with all the folders above it; one that exists is as good.
    public static func create(_ folder: String) throws(FileFailure) {
        var missing: [String] = []
        var path = folder
        while path != "/", mkdir(path, 0o755) != 0 {
            if errno == EEXIST { break }
            guard errno == ENOENT else { throw FileFailure(path: path) }
            missing.append(path)
            path = (path as NSString).deletingLastPathComponent
        }
        for path in missing.reversed() where mkdir(path, 0o755) != 0 { throw FileFailure(path: path) }
        var status = stat()
        guard stat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw FileFailure(path: folder, code: ENOTDIR)
        }
    }
}
