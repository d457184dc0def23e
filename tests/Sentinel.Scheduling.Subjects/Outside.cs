using System.Buffers;
using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Sentinel.Scheduling.Subjects;

/// <summary>State that is touched only in code that is not rewritten: a package, the framework, a span.</summary>
/// <remarks>Each is a writer of a first and a second cell beside two readers, like <see cref="Counting.WriterAndReaders"/>: what the
/// late stamp is right for.</remarks>
public static class Outside
{
    /// <summary>A package that is shared, not rewritten.</summary>
    public static IControlledProgram Package()
    {
        var cache = new MemoryCache(Options.Create(new MemoryCacheOptions()));
        return Cells((cell, value) => cache.Set(cell, value), cell => cache.Get<int?>(cell) ?? 0);
    }

    /// <summary>Written through an extension, which is of another package than what it extends, and read without.</summary>
    public static IControlledProgram PackageExtended()
    {
        var cache = new MemoryCache(Options.Create(new MemoryCacheOptions()));
        return Cells((cell, value) => cache.Set(cell, value), cell => cache.TryGetValue(cell, out var value) ? (int)value! : 0);
    }

    /// <summary>The same, through an interface of the framework that the package implements.</summary>
    public static IControlledProgram PackageBehindInterface()
    {
        var cache = new MemoryCache(Options.Create(new MemoryCacheOptions()));
        void Set(int cell, int value)
        {
            IDisposable entry = cache.CreateEntry(cell);
            ((ICacheEntry)entry).Value = value;
            entry.Dispose();
        }

        return Cells(Set, cell => cache.TryGetValue(cell, out var value) ? (int)value! : 0);
    }

    public static IControlledProgram DictionaryBehindInterface()
    {
        IDictionary<int, int> map = new Dictionary<int, int> { [0] = 0, [1] = 0 };
        return Cells((cell, value) => map[cell] = value, cell => map[cell]);
    }

    public static IControlledProgram OldHashtable()
    {
        IDictionary map = new Hashtable { [0] = 0, [1] = 0 };
        return Cells((cell, value) => map[cell] = value, cell => (int)map[cell]!);
    }

    public static IControlledProgram ConstrainedDictionary()
    {
        var map = new Dictionary<int, int> { [0] = 0, [1] = 0 };
        return Cells((cell, value) => Put(map, cell, value), cell => map[cell]);
    }

    public static IControlledProgram ArrayCopy()
    {
        var cells = new int[2];
        return Cells((cell, value) => Array.Copy(new[] { value }, 0, cells, cell, 1), cell =>
        {
            var copy = new int[1];
            Array.Copy(cells, cell, copy, 0, 1);
            return copy[0];
        });
    }

    public static IControlledProgram BlockCopy()
    {
        var cells = new int[2];
        return Cells((cell, value) => Buffer.BlockCopy(new[] { value }, 0, cells, 4 * cell, 4), cell =>
        {
            var copy = new int[2];
            Buffer.BlockCopy(cells, 0, copy, 0, 8);
            return copy[cell];
        });
    }

    public static IControlledProgram SpanOverArray()
    {
        var cells = new int[2];
        return Cells((cell, value) => cells.AsSpan()[cell] = value, cell => cells.AsSpan()[cell]);
    }

    public static IControlledProgram SpanOfMemory()
    {
        Memory<int> cells = new int[2];
        return Cells((cell, value) => cells.Span[cell] = value, cell => cells.Span[cell]);
    }

    public static IControlledProgram SpanFill()
    {
        var cells = new int[2];
        return Cells((cell, value) => cells.AsSpan(cell, 1).Fill(value), cell => cells.AsSpan(cell, 1).ToArray()[0]);
    }

    public static IControlledProgram SpanOfList()
    {
        var cells = new List<int> { 0, 0 };
        return Cells((cell, value) => CollectionsMarshal.AsSpan(cells)[cell] = value, cell => CollectionsMarshal.AsSpan(cells)[cell]);
    }

    public static IControlledProgram RefLocal()
    {
        var cells = new int[2];
        return Cells(
            (cell, value) =>
            {
                ref var place = ref cells[cell];
                place = value;
            },
            cell =>
            {
                ref var place = ref cells[cell];
                return place;
            });
    }

    public static IControlledProgram LinqOverList()
    {
        var cells = new List<int> { 0, 0 };
        var query = cells.Select(c => c);
        return Cells((cell, value) => cells[cell] = value, cell => query.ElementAt(cell));
    }

    public static IControlledProgram TextBuilder()
    {
        var cells = new StringBuilder("00");
        return Cells((cell, value) => cells[cell] = (char)('0' + value), cell => cells.ToString()[cell] - '0');
    }

    public static IControlledProgram Bits()
    {
        var cells = new BitArray(2);
        return Cells((cell, value) => cells.Set(cell, value == 1), cell => cells.Get(cell) ? 1 : 0);
    }

    public static IControlledProgram JsonNodes()
    {
        var cells = new JsonArray(0, 0);
        return Cells((cell, value) => cells[cell] = value, cell => (int)cells[cell]!);
    }

    public static IControlledProgram BuilderOfAnImmutable()
    {
        var cells = ImmutableArray.Create(0, 0).ToBuilder();
        return Cells((cell, value) => cells[cell] = value, cell => cells[cell]);
    }

    public static IControlledProgram BufferWriters()
    {
        ArrayBufferWriter<byte>[] cells = [new(), new()];
        return Cells(
            (cell, value) =>
            {
                cells[cell].GetSpan(value);
                cells[cell].Advance(value);
            },
            cell => cells[cell].WrittenCount);
    }

    public static IControlledProgram Hashes()
    {
        IncrementalHash[] cells = [IncrementalHash.CreateHash(HashAlgorithmName.SHA256), IncrementalHash.CreateHash(HashAlgorithmName.SHA256)];
        var empty = SHA256.HashData([]);
        return Cells((cell, value) => cells[cell].AppendData([(byte)value]), cell => cells[cell].GetCurrentHash().SequenceEqual(empty) ? 0 : 1);
    }

    public static IControlledProgram WeakReferences()
    {
        object[] values = [0, 1];
        WeakReference<object>[] cells = [new(values[0]), new(values[0])];
        return Cells((cell, value) => cells[cell].SetTarget(values[value]), cell => cells[cell].TryGetTarget(out var value) ? (int)value : -1);
    }

    public static IControlledProgram ValuesOfAllThreads()
    {
        ThreadLocal<int>[] cells = [new(trackAllValues: true), new(trackAllValues: true)];
        return Cells((cell, value) => cells[cell].Value = value, cell => cells[cell].Values.Sum());
    }

    public static IControlledProgram LookupOfADictionary()
    {
        var cells = new Dictionary<string, int>(StringComparer.Ordinal) { ["0"] = 0, ["1"] = 0 }.GetAlternateLookup<ReadOnlySpan<char>>();
        return Cells((cell, value) => cells[cell == 0 ? "0" : "1"] = value, cell => cells[cell == 0 ? "0" : "1"]);
    }

    public static IControlledProgram LookupOfAConcurrentDictionary()
    {
        var map = new ConcurrentDictionary<string, int>(StringComparer.Ordinal) { ["0"] = 0, ["1"] = 0 };
        var cells = map.GetAlternateLookup<ReadOnlySpan<char>>();
        return Cells((cell, value) => map[cell == 0 ? "0" : "1"] = value, cell => cells.TryGetValue(cell == 0 ? "0" : "1", out var value) ? value : -1);
    }

    public static IControlledProgram LookupOfASet()
    {
        var cells = new HashSet<string>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        return Cells((cell, _) => cells.Add(cell == 0 ? "0" : "1"), cell => cells.Contains(cell == 0 ? "0" : "1") ? 1 : 0);
    }

    public static IControlledProgram EnvironmentVariables()
    {
        Environment.SetEnvironmentVariable("SENTINEL_CELL_0", "0");
        Environment.SetEnvironmentVariable("SENTINEL_CELL_1", "0");
        return Cells(
            (cell, value) => Environment.SetEnvironmentVariable(cell == 0 ? "SENTINEL_CELL_0" : "SENTINEL_CELL_1", value == 0 ? "0" : "1"),
            cell => Environment.GetEnvironmentVariable(cell == 0 ? "SENTINEL_CELL_0" : "SENTINEL_CELL_1") == "1" ? 1 : 0);
    }

    public static IControlledProgram Grid()
    {
        var cells = new int[1, 2];
        return Cells((cell, value) => cells[0, cell] = value, cell => cells[0, cell]);
    }

    public static IControlledProgram Cancellation()
    {
        var cells = new[] { new CancellationTokenSource(), new CancellationTokenSource() };
        var tokens = new[] { cells[0].Token, cells[1].Token };
        return Cells((cell, _) => cells[cell].Cancel(), cell => tokens[cell].IsCancellationRequested ? 1 : 0);
    }

    private static Script Cells(Action<int, int> write, Func<int, int> read) => new Script()
        .Do(() =>
        {
            write(0, 1);
            write(1, 1);
        })
        .Branch(() => read(0))
        .Branch(() => read(1));

    private static void Put<TMap>(TMap map, int cell, int value)
        where TMap : IDictionary<int, int> => map[cell] = value;
}
