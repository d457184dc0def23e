using Sentinel.Stores.BreakGlass;

namespace Sentinel.Stores.Specs.BreakGlass;

/// <summary>Events as reports print them: short, and with what differs from the ordinary.</summary>
internal static class BreakGlassText
{
    /// <summary>What the invoker says: <c>a ann/prod for 2s</c>.</summary>
    public static string Of(BreakGlassOpening opening) =>
        $"{SpecTime.Short(opening.Id)} {opening.Invoker}/{opening.Profile} for {opening.Duration.TotalSeconds}s{Invalid(opening.At(SpecTime.Start))}";

    /// <summary>The event without its stamp: <c>a Active ann/prod 0s…2s</c>.</summary>
    public static string Of(BreakGlassEvent shown)
    {
        var text = $"{SpecTime.Short(shown.Id)} {shown.Status} {shown.Invoker}/{shown.Profile} "
            + $"{SpecTime.Text(shown.CreatedAt)}…{SpecTime.Text(shown.ExpiresAt)}";
        text += shown.ClosedBy is { } closer ? $" by {closer}" : "";
        text += shown.Notes.Count > 0 ? $" [{string.Join(", ", shown.Notes)}]" : "";
        return text + Invalid(shown);
    }

    /// <summary>The event with its stamp.</summary>
    public static string Stored(BreakGlassEvent shown) => $"{Of(shown)} @{SpecTime.Text(shown.UpdatedAt)}";

    private static string Invalid(BreakGlassEvent shown) => shown.Validate() is { Count: > 0 } errors ? $" invalid {errors[0].Member}" : "";
}
