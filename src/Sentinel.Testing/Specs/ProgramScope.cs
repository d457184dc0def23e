using FsCheck;
using FsCheck.Fluent;

namespace Sentinel.Testing;

/// <summary>What the commands of one program share: how small its pools of keys are. Collisions are the point.</summary>
/// <param name="Keys">How many different keys the program uses, 1 to 3.</param>
public sealed record ProgramScope(int Keys)
{
    /// <summary>The largest number of keys in one program.</summary>
    internal const int MaxKeys = 3;

    /// <summary>One of the first <see cref="Keys"/> of these.</summary>
    /// <exception cref="ArgumentException">The list is empty.</exception>
    public Gen<T> Pick<T>(IReadOnlyList<T> all)
    {
        ArgumentNullException.ThrowIfNull(all);
        return all.Count == 0
            ? throw new ArgumentException("A pool of keys needs at least one.", nameof(all))
            : Gen.Choose(0, Math.Min(Keys, all.Count) - 1).Select(i => all[i]);
    }
}
