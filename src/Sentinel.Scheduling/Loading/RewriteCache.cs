using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using System.Security.Cryptography;
using System.Text;

namespace Sentinel.Scheduling;

/// <summary>Keeps rewritten assemblies on disk, named by the content they were made from.</summary>
/// <remarks>Loading from the file gives the copy a location, and the runtime finds the symbols beside it. Files are written under another
/// name and moved, so a reader never sees half of one; two writers write the same bytes. A folder that cannot be
/// written is not an error: the copy is loaded from memory then.</remarks>
internal sealed class RewriteCache(string? folder, RewriteScope scope)
{
    /// <summary>More entries than this, and the older half goes: every build of the code under test leaves one.</summary>
    private const int MostEntries = 400;

    private readonly ConcurrentDictionary<int, RewrittenAssembly> _made = new();

    // By number: the name takes reading the whole assembly.
    private readonly ConcurrentDictionary<int, string> _files = new();

    /// <summary>Rewrites what is not there yet, on all cores: it is what takes longest before a first run.</summary>
    /// <param name="assemblies">Their paths and numbers.</param>
    /// <param name="appFolder">Each is rewritten with a view of its own on the application: definitions are read as they are asked for, by one thread only.</param>
    public void Prepare(IEnumerable<(string Path, int Number)> assemblies, string appFolder)
    {
        var missing = assemblies.Where(a => !File.Exists(FileOf(a.Path, a.Number))).OrderByDescending(a => new FileInfo(a.Path).Length);
        Parallel.ForEach(Partitioner.Create(missing, EnumerablePartitionerOptions.NoBuffering), a =>
        {
            using var app = new AppAssemblies(appFolder);
            _made[a.Number] = AssemblyRewriter.Rewrite(a.Path, a.Number, app, scope);
        });
    }

    public Assembly Load(AssemblyLoadContext context, string path, int number, AppAssemblies app)
    {
        var file = FileOf(path, number);
        if (file is not null && File.Exists(file))
        {
            return context.LoadFromAssemblyPath(file);
        }

        var rewritten = _made.TryRemove(number, out var made) ? made : AssemblyRewriter.Rewrite(path, number, app, scope);
        if (file is not null && TryStore(file, rewritten))
        {
            return context.LoadFromAssemblyPath(file);
        }

        using var image = new MemoryStream(rewritten.Image);
        using var symbols = rewritten.Symbols is null ? null : new MemoryStream(rewritten.Symbols);
        return context.LoadFromStream(image, symbols);
    }

    private string? FileOf(string path, int number) =>
        folder is null ? null : _files.GetOrAdd(number, _ => Path.Combine(folder, Key(path, number), Path.GetFileName(path)));

    private string Key(string path, int number)
    {
        // Our own content is part of the key: another build of the rewriter may write something else.
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(File.ReadAllBytes(path));
        hash.AppendData(typeof(RewriteCache).Module.ModuleVersionId.ToByteArray());
        hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{AssemblyRewriter.Version} {number} {scope.Key}")));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..32];
    }

    private static bool TryStore(string file, RewrittenAssembly rewritten)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            if (rewritten.Symbols is not null)
            {
                Publish(Path.ChangeExtension(file, ".pdb"), rewritten.Symbols);
            }

            Publish(file, rewritten.Image);
            Prune(Path.GetDirectoryName(Path.GetDirectoryName(file))!);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void Prune(string root)
    {
        var entries = new DirectoryInfo(root).GetDirectories();
        if (entries.Length <= MostEntries)
        {
            return;
        }

        foreach (var entry in entries.OrderBy(e => e.LastWriteTimeUtc).Take(entries.Length / 2))
        {
            entry.Delete(recursive: true);
        }
    }

    private static void Publish(string file, byte[] content)
    {
        var temporary = $"{file}.{Path.GetRandomFileName()}";
        File.WriteAllBytes(temporary, content);
        File.Move(temporary, file, overwrite: true);
    }
}
