namespace Sentinel.Scheduling;

/// <summary>One rewritten place: what it touches, and where it is in the source.</summary>
internal sealed class SiteInfo
{
    public const int Content = -2, Elements = -4, State = -5;

    public required int Id { get; init; }

    public required SiteKind Kind { get; init; }

    /// <summary>The field, element type or method touched: "Cache._entries".</summary>
    public required string Member { get; init; }

    public required int MemberId { get; init; }

    public required string Method { get; init; }

    /// <summary>Empty where the assembly came without symbols.</summary>
    public required string File { get; init; }

    public required int Line { get; init; }

    /// <summary>Hands out a reference: further accesses follow that name no location.</summary>
    public required bool ByAddress { get; init; }

    /// <summary>The path to the part of the member that is touched, "Inner.Width", and the number of that path among all; empty and 0 for all of it.</summary>
    public required string Part { get; init; }

    public required int PartId { get; init; }

    public string FullMember => Part.Length == 0 ? Member : $"{Member}.{Part}";

    /// <summary>The location within an object: one for a collection's content, whatever interface it is reached through,
    /// and one for the elements of an array, whatever type the instruction names.</summary>
    public int LocationMember => IsContent ? Content : IsElement ? Elements : MemberId;

    public bool IsElement => Member.EndsWith("[]", StringComparison.Ordinal);

    public required bool IsContent { get; init; }

    /// <summary>A call on one end of a channel.</summary>
    public required bool IsChannel { get; init; }

    /// <summary>What is called there: "List.Add"; empty for an access.</summary>
    public required string Call { get; init; }

    /// <summary>Says what was touched, but not that it was certainly read or written: enough to learn from, not to accuse.</summary>
    /// <remarks>The same call on an array behind an interface touches one element, and which one is not seen.</remarks>
    public bool IsGuessOn(int location) =>
        ByAddress || Kind is SiteKind.Opaque or SiteKind.Unmodelled || (location == Elements && Call.EndsWith("_Item", StringComparison.Ordinal));

    public string Place => Line > 0 ? $"{Method} ({Path.GetFileName(File)}:{Line})" : Method;
}
