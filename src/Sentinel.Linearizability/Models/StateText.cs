namespace Sentinel.Models;

/// <summary>The text of states that hold many things, short enough for a report.</summary>
internal static class StateText
{
    private const int Shown = 12;

    /// <summary>The first elements with their count where there are more.</summary>
    public static string Of(char open, IEnumerable<string> elements, int count, char close) => count <= Shown
        ? $"{open}{string.Join(", ", elements)}{close}"
        : $"{open}{string.Join(", ", elements.Take(Shown - 2))}, … {count - Shown + 2} more{close}";
}
