import Foundation

/// What libFuzzer calls with the bytes that it makes, for the reader that `TIEOUT_FUZZ` names: `copy`, `json`, `manifest` or
/// `script`.
///
/// Built by `Scripts/fuzz` alone, with `--sanitize fuzzer`, which brings the rest of the program.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    Readers.chosen(UnsafeRawBufferPointer(start: bytes, count: count))
    return 0
}
