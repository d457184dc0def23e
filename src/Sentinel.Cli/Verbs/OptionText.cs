using System.Globalization;

namespace Sentinel.Cli.Verbs;

/// <summary>Reads durations, sizes and words as the command line writes them.</summary>
internal static class OptionText
{
    private static readonly (string Unit, double Milliseconds)[] Times = [("ms", 1), ("s", 1e3), ("m", 60e3), ("min", 60e3), ("h", 3600e3)];

    private static readonly (string Unit, double Bytes)[] Sizes =
    [
        ("B", 1), ("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("TiB", 1L << 40), ("KB", 1e3), ("MB", 1e6), ("GB", 1e9),
    ];

    /// <summary>A duration such as <c>30s</c>, <c>500ms</c> or <c>2m</c>.</summary>
    /// <exception cref="UsageException">It is none, or is not positive.</exception>
    public static TimeSpan Duration(string option, string text) =>
        Quantity(text, Times) is { } milliseconds && milliseconds is >= 1 and < 1e11
            ? TimeSpan.FromMilliseconds(milliseconds)
            : throw new UsageException($"{option} {text} is no duration; expected a positive number with ms, s, m or h, such as 30s");

    /// <summary>A size such as <c>2GiB</c> or <c>500MB</c>, in bytes.</summary>
    /// <exception cref="UsageException">It is none, or is not positive.</exception>
    public static long Size(string option, string text) =>
        Quantity(text, Sizes) is { } bytes && bytes is >= 1 and < 1e18
            ? (long)bytes
            : throw new UsageException($"{option} {text} is no size; expected a positive number with B, KiB, MiB or GiB, such as 2GiB");

    /// <summary>One of several words.</summary>
    /// <exception cref="UsageException">It is none of them.</exception>
    public static T Word<T>(string option, string text, params ReadOnlySpan<(string Word, T Meaning)> words)
    {
        List<string> known = [];
        foreach (var (word, meaning) in words)
        {
            if (string.Equals(word, text, StringComparison.OrdinalIgnoreCase))
            {
                return meaning;
            }

            known.Add(word);
        }

        var closest = UsageErrors.DidYouMean(Formats.Suggestion.Closest(text, known));
        throw new UsageException($"{option} {text} is unknown{closest}; expected one of: {string.Join(", ", known)}");
    }

    private static double? Quantity(string text, (string Unit, double Factor)[] units)
    {
        var digits = text.AsSpan().TrimEnd("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
        var unit = text[digits.Length..];
        foreach (var (name, factor) in units)
        {
            if (string.Equals(name, unit, StringComparison.OrdinalIgnoreCase)
                && double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            {
                return number * factor;
            }
        }

        return null;
    }
}
