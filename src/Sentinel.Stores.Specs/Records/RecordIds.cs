using FsCheck;
using Sentinel.Testing;

namespace Sentinel.Stores.Specs.Records;

/// <summary>The ids that the specs of the stores draw from.</summary>
internal static class RecordIds
{
    /// <summary>All of them; they print as <c>a</c>, <c>b</c>, <c>c</c>.</summary>
    public static IReadOnlyList<string> All { get; } = ["aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb", "cccccccccccccccc"];

    /// <summary>An id of the program's pool, the first ones more often: what one call makes is what the next one is about,
    /// and now and then there is nothing to be found.</summary>
    public static Gen<string> Of(ProgramScope scope) => scope.PickLow(All);
}
