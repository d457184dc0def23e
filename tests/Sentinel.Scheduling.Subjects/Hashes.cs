#pragma warning disable MA0021, MA0024 // The hash codes that depend on the process are what this is about.
using System.Collections.Concurrent;

namespace Sentinel.Scheduling.Subjects;

/// <summary>Programs whose course depends on hash codes of strings, tuples and records: equal in every process.</summary>
public static class Hashes
{
    /// <summary>Made before any run, by a static constructor.</summary>
    private static readonly ConcurrentDictionary<(string Name, int Number), int> Early = new() { [("early", 1)] = 1, [("early", 2)] = 2 };

    private static readonly string[] Names = ["ann", "bob", "cid", "dan", "eve", "fay", "gus", "hal"];

    /// <summary>The order in which a concurrent map shows its keys decides which of two steps comes first.</summary>
    public static IControlledProgram Orders() => new Script()
        .Branch(() => string.Join(' ', Tuples().Select(p => $"{p.Key.Name}{p.Key.Number}")))
        .Branch(() => string.Join(' ', Records().Select(p => p.Key.Name)))
        .Branch(() => string.Join(' ', Names.Select(n => HashCode.Combine(n, 1) % 97)))
        .Branch(() => $"{"ann".GetHashCode(StringComparison.Ordinal)} {string.GetHashCode("ann")} {Added("ann")} {new Key("ann", 1).GetHashCode()}")
        .Branch(() => $"{Plain("ann")} {Plain(("ann", 1))} {Plain(new Named("ann"))} {Plain(new Nameless())} {Plain(Names[0].Length)}")
        .Branch(() => $"{"Ann".GetHashCode(StringComparison.OrdinalIgnoreCase) == "aNN".GetHashCode(StringComparison.OrdinalIgnoreCase)}");

    /// <summary>What was put in before a run is found in it.</summary>
    public static IControlledProgram Finds() => new Script().Branch(() =>
        Early.TryGetValue(("early", 2), out var value) && value == 2 && Tuples().ContainsKey(("eve", 5)) && Records().ContainsKey(new Key("eve", 5)) ? null : "BUG lost a key");

    private static ConcurrentDictionary<(string Name, int Number), int> Tuples()
    {
        var map = new ConcurrentDictionary<(string Name, int Number), int>();
        for (var i = 0; i < Names.Length; i++)
        {
            map[(Names[i], i + 1)] = i;
        }

        return map;
    }

    private static ConcurrentDictionary<Key, int> Records()
    {
        var map = new ConcurrentDictionary<Key, int>();
        for (var i = 0; i < Names.Length; i++)
        {
            map[new Key(Names[i], i + 1)] = i;
        }

        return map;
    }

    private static int Added(string name)
    {
        var hash = default(HashCode);
        hash.Add(name);
        hash.Add(name, StringComparer.Ordinal.Equals(name, "") ? null : EqualityComparer<string>.Default);
        hash.AddBytes([1, 2]);
        return hash.ToHashCode();
    }

    /// <summary>As virtual calls: on the type itself, on an object, on a type parameter.</summary>
    private static string Plain<T>(T value)
        where T : notnull
    {
        object boxed = value;
        var direct = value is string text ? text.GetHashCode() : 0;
        return $"{direct} {boxed.GetHashCode()} {value.GetHashCode()}";
    }

    private sealed class Named(string name)
    {
        public override bool Equals(object? obj) => obj is Named other && other.GetHashCode() == GetHashCode();

        public override int GetHashCode() => name.GetHashCode() ^ StringComparer.OrdinalIgnoreCase.GetHashCode(name);
    }

    private sealed class Nameless
    {
        public override string ToString() => base.GetHashCode() == 0 ? "" : "nameless";
    }

    private sealed record Key(string Name, int Number);
}
