using Sentinel.Stores.BreakGlass;
using Sentinel.Stores.Requests;

namespace Sentinel.Concurrency.Rules;

/// <summary>Valid records for the tables of this folder; each row changes one thing about one.</summary>
internal static class Samples
{
    public static DateTimeOffset Start { get; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static string Id(int number) => number.ToString("x16");

    public static AccessRequest Request(int number = 1) => new()
    {
        Id = Id(number),
        Requester = "ann",
        Profile = "prod",
        Justification = "the nightly job fails",
        Duration = TimeSpan.FromHours(1),
        CreatedAt = Start,
        ExpiresAt = Start.AddHours(24),
    };

    public static BreakGlassOpening Opening(int number = 1, string invoker = "ann", string profile = "prod") => new(
        Id(number), invoker, profile, BreakGlassReason.Incident, "the database has lost its primary", TimeSpan.FromHours(1));

    public static BreakGlassEvent Event(int number = 1) => Opening(number).At(Start);
}
