using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Sentinel.Scheduling;

/// <summary>Ids from the run's seed.</summary>
[Shim(typeof(Guid))]
internal static class GuidShims
{
    public static Guid NewGuid()
    {
        if (LogicalThread.Current is not { } thread)
        {
#pragma warning disable RS0030 // Not controlled: what the code asked for.
            return Guid.NewGuid();
#pragma warning restore RS0030
        }

        Span<byte> bytes = stackalloc byte[16];
        thread.Execution.World.Random.NextBytes(bytes);
        return new Guid(bytes);
    }

    public static Guid CreateVersion7() => Guid.CreateVersion7(TimeShims.Provider.GetUtcNow());
}

/// <summary>Randomness from the run's seed, where the code did not bring a seed of its own.</summary>
[Shim(typeof(Random))]
internal static class RandomShims
{
#pragma warning disable RS0030 // Not controlled: what the code asked for.
    public static Random get_Shared() => LogicalThread.Current?.Execution.World.Random ?? Random.Shared;

    public static Random New() => LogicalThread.Current is { } thread ? new Random(thread.Execution.World.Random.Next()) : new Random();
#pragma warning restore RS0030
}

/// <summary>Secrets are seeded too while controlled: a run must repeat.</summary>
[Shim(typeof(RandomNumberGenerator))]
internal static class RandomNumberGeneratorShims
{
    public static byte[] GetBytes(int count)
    {
        var bytes = new byte[count];
        Fill(bytes);
        return bytes;
    }

    public static void Fill(Span<byte> data)
    {
        if (LogicalThread.Current is { } thread)
        {
            thread.Execution.World.Random.NextBytes(data);
        }
        else
        {
            RandomNumberGenerator.Fill(data);
        }
    }

    public static int GetInt32(int toExclusive) => GetInt32(0, toExclusive);

    public static int GetInt32(int fromInclusive, int toExclusive) => LogicalThread.Current is { } thread
        ? thread.Execution.World.Random.Next(fromInclusive, toExclusive)
        : RandomNumberGenerator.GetInt32(fromInclusive, toExclusive);
}

/// <summary>Identity hashes in order of first touch: the runtime's own differ from run to run.</summary>
[Shim(typeof(RuntimeHelpers))]
internal static class IdentityHashShims
{
    public static int GetHashCode(object? o) => LogicalThread.Current is { } thread && o is not null
        ? thread.Execution.World.SerialOf(o)
        : RuntimeHelpers.GetHashCode(o);
}

/// <summary>String hashes that do not depend on the process.</summary>
[Shim(typeof(string))]
internal static class StringHashShims
{
    public static int GetHashCode(string text)
    {
        if (LogicalThread.Current is null)
        {
            return text.GetHashCode(StringComparison.Ordinal);
        }

        var hash = 2166136261;
        foreach (var character in text)
        {
            hash = unchecked((hash ^ character) * 16777619);
        }

        return unchecked((int)hash);
    }
}
