using System.Reflection;
using System.Runtime.Loader;
using Sentinel.Stores.Specs;
using Sentinel.Testing;

namespace Sentinel.Cli.Testing;

/// <summary>Finds a spec by the name that a token or a file gives.</summary>
internal static class SpecFinder
{
    /// <summary>The spec's type, from the stores or from a test assembly.</summary>
    /// <exception cref="UsageException">There is none, or the assembly can't be loaded.</exception>
    public static Type Find(string name, string? assemblyPath)
    {
        if (assemblyPath is not null && !File.Exists(assemblyPath))
        {
            throw new UsageException($"--assembly {assemblyPath}: there is no such file");
        }

        var candidates = assemblyPath is null ? [.. StoreSpecs.All.Select(entry => entry.SpecType)] : SpecsIn(assemblyPath);
        return candidates.Find(type => NameOf(type) == name)
            ?? throw new UsageException(
                $"no spec '{name}' in {assemblyPath ?? "the stores"} ({(candidates.Count == 0 ? "it has no specs" : $"there: {string.Join(", ", candidates.Select(NameOf))}")})"
                + (assemblyPath is null ? "; --assembly names the test assembly that holds it" : ""));
    }

    /// <summary>The name of a spec. One that can't be created goes by its type's: it must not hide the others, and says more when it runs.</summary>
    private static string NameOf(Type spec)
    {
        try
        {
            return ((Spec)Activator.CreateInstance(spec)!).Name;
        }
        catch (TargetInvocationException)
        {
            return spec.Name;
        }
    }

    private static List<Type> SpecsIn(string path)
    {
        try
        {
            var full = Path.GetFullPath(path);
            var types = new TestAssemblyContext(full).LoadFromAssemblyPath(full).GetTypes();
            return [.. types.Where(Linearizability.IsSpec)];
        }
        catch (Exception error) when (error is IOException or BadImageFormatException or ReflectionTypeLoadException or InvalidOperationException)
        {
            throw new UsageException($"--assembly {path} can't be loaded: {error.Message.ReplaceLineEndings(" ")}");
        }
    }

    /// <summary>Loads a test assembly with its dependencies, but shares what this program has: a spec has to be our kind of spec.</summary>
    private sealed class TestAssemblyContext(string path) : AssemblyLoadContext(path)
    {
        private readonly AssemblyDependencyResolver resolver = new(path);

        protected override Assembly? Load(AssemblyName assemblyName)
        {
            try
            {
                return Default.LoadFromAssemblyName(assemblyName);
            }
            catch (IOException)
            {
                return resolver.ResolveAssemblyToPath(assemblyName) is { } file ? LoadFromAssemblyPath(file) : null;
            }
        }
    }
}
