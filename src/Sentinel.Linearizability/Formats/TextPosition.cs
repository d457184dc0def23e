namespace Sentinel.Formats;

/// <summary>A place in a text.</summary>
/// <param name="Line">The line, counted from 1; 0 where the place is the whole file.</param>
/// <param name="Column">The column in UTF-16 units, counted from 1.</param>
public readonly record struct TextPosition(int Line, int Column)
{
    /// <summary>The place as messages name it: <c>118:22</c>.</summary>
    public override string ToString() => $"{Line}:{Column}";
}
