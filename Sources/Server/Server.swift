/// The HTTP API of OneThing: `Routes/`, `Messages/` and `Problems/` will live here.
///
/// The server knows no rule: it turns requests into commands for the office and its answers into JSON.
/// Until then the same figures come from the command line, see `onething --help`.
public enum Server {}
