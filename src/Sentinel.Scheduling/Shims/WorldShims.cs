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

    public static Guid CreateVersion7() => CreateVersion7(TimeShims.Provider.GetUtcNow());

    /// <remarks>RFC 9562: 48 bits of milliseconds, big-endian, then the version; the variant is that of any id.</remarks>
    public static Guid CreateVersion7(DateTimeOffset timestamp)
    {
        if (LogicalThread.Current is null)
        {
            return Guid.CreateVersion7(timestamp);
        }

        Span<byte> bytes = stackalloc byte[16];
        NewGuid().TryWriteBytes(bytes, bigEndian: true, out _);
        var milliseconds = timestamp.ToUnixTimeMilliseconds();
        for (var i = 0; i < 6; i++)
        {
            bytes[i] = (byte)((milliseconds >> (40 - (8 * i))) & 0xFF);
        }

        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x70);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
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

    public static void GetBytes(RandomNumberGenerator generator, byte[] data) => GetBytes(generator, data.AsSpan());

    public static void GetBytes(RandomNumberGenerator generator, Span<byte> data)
    {
        if (LogicalThread.Current is { } thread && IsSystems(generator))
        {
            thread.Execution.World.Random.NextBytes(data);
        }
        else
        {
            generator.GetBytes(data);
        }
    }

    public static void GetBytes(RandomNumberGenerator generator, byte[] data, int offset, int count) => GetBytes(generator, data.AsSpan(offset, count));

    public static void GetNonZeroBytes(RandomNumberGenerator generator, byte[] data) => GetNonZeroBytes(generator, data.AsSpan());

    public static void GetNonZeroBytes(RandomNumberGenerator generator, Span<byte> data)
    {
        if (LogicalThread.Current is not { } thread || !IsSystems(generator))
        {
            generator.GetNonZeroBytes(data);
            return;
        }

        foreach (ref var item in data)
        {
            item = (byte)thread.Execution.World.Random.Next(1, 256);
        }
    }

    public static string GetString(ReadOnlySpan<char> choices, int length) => LogicalThread.Current is { } thread
        ? thread.Execution.World.Random.GetString(choices, length)
        : RandomNumberGenerator.GetString(choices, length);

    public static T[] GetItems<T>(ReadOnlySpan<T> choices, int length) => LogicalThread.Current is { } thread
        ? thread.Execution.World.Random.GetItems(choices, length)
        : RandomNumberGenerator.GetItems(choices, length);

    public static void Shuffle<T>(Span<T> values)
    {
        if (LogicalThread.Current is { } thread)
        {
            thread.Execution.World.Random.Shuffle(values);
        }
        else
        {
            RandomNumberGenerator.Shuffle(values);
        }
    }

    public static string GetHexString(int stringLength, bool lowercase) => LogicalThread.Current is { } thread
        ? thread.Execution.World.Random.GetHexString(stringLength, lowercase)
        : RandomNumberGenerator.GetHexString(stringLength, lowercase);

    public static int GetInt32(int toExclusive) => GetInt32(0, toExclusive);

    public static int GetInt32(int fromInclusive, int toExclusive) => LogicalThread.Current is { } thread
        ? thread.Execution.World.Random.Next(fromInclusive, toExclusive)
        : RandomNumberGenerator.GetInt32(fromInclusive, toExclusive);

    /// <summary>A generator of the program's own says what it is made to say.</summary>
    private static bool IsSystems(RandomNumberGenerator generator) => generator.GetType().Assembly == typeof(RandomNumberGenerator).Assembly;
}

/// <summary>Identity hashes in order of first touch: the runtime's own differ from run to run.</summary>
[Shim(typeof(RuntimeHelpers))]
internal static class IdentityHashShims
{
    public static int GetHashCode(object? o) => LogicalThread.Current is { } thread && o is not null
        ? thread.Execution.World.SerialOf(o)
        : RuntimeHelpers.GetHashCode(o);
}
