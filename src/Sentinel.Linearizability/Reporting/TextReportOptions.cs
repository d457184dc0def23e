namespace Sentinel.Reporting;

/// <summary>What a report shows beside the verdict, and how.</summary>
/// <remarks>Immutable.</remarks>
public sealed record TextReportOptions
{
    /// <summary>The defaults.</summary>
    public static TextReportOptions Default { get; } = new();

    /// <summary>What was checked, in the first line: the name of a property or a file.</summary>
    /// <value>Empty.</value>
    public string Title { get; init; } = "";

    /// <summary>A remark after the number of operations, such as <c>shrunk from 84 operations</c>.</summary>
    /// <value>Empty.</value>
    public string Note { get; init; } = "";

    /// <summary>Lines at the end, printed as they are, never shortened: how to replay, what was saved where. At most six are printed.</summary>
    /// <value>None.</value>
    public IReadOnlyList<string> Footer { get; init; } = [];

    /// <summary>Whether to draw with ASCII characters only; others in names and values become <c>?</c>.</summary>
    /// <value><see langword="false"/>.</value>
    public bool Ascii { get; init; }
}
