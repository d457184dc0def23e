using System.Text;

namespace Sentinel.Reporting;

/// <summary>The characters that a report is drawn with.</summary>
internal sealed record Glyphs
{
    public static Glyphs Unicode { get; } = new(isAscii: false);

    public static Glyphs Ascii { get; } = new(isAscii: true)
    {
        Left = '|', Line = '-', Right = '|', Forward = '>', Marker = '^', Refused = 'x', Lane = '|', Open = '+', Close = '+', Here = '<', Ellipsis = "...",
    };

    private readonly bool isAscii;

    private Glyphs(bool isAscii) => this.isAscii = isAscii;

    public char Left { get; private init; } = '├';

    public char Line { get; private init; } = '─';

    public char Right { get; private init; } = '┤';

    public char Forward { get; private init; } = '►';

    public char Marker { get; private init; } = '▲';

    public char Refused { get; private init; } = '✗';

    public char Lane { get; private init; } = '│';

    public char Open { get; private init; } = '┌';

    public char Close { get; private init; } = '└';

    public char Here { get; private init; } = '◄';

    public string Ellipsis { get; private init; } = "…";

    /// <summary>Text from a model or a user on one line, in the characters of this set.</summary>
    public string Clean(string text)
    {
        StringBuilder clean = new(text.Length);
        foreach (var character in text)
        {
            clean.Append(character switch
            {
                _ when char.IsControl(character) => " ",
                '→' when isAscii => "->",
                > '\x7e' when isAscii => "?",
                _ => character.ToString(),
            });
        }

        return clean.ToString();
    }

    /// <summary>Cuts text at a width; what is cut shows.</summary>
    public string Fit(string text, int width) => text.Length <= width ? text : text[..Math.Max(0, width - Ellipsis.Length)] + Ellipsis;
}
