namespace Sentinel.Formats;

/// <summary>The forms in which recorded histories are read.</summary>
public enum HistoryFormat
{
    /// <summary>Whichever of the others the first lines look like.</summary>
    Auto,

    /// <summary>Sentinel JSONL: one JSON object an event, one event a line.</summary>
    Jsonl,

    /// <summary>Jepsen and Knossos EDN: one map an event, bare or in one vector or list.</summary>
    Edn,

    /// <summary>Lines of a Jepsen log or of its <c>history.txt</c>: process, type, function, value.</summary>
    Log,
}
