using Mono.Cecil;

namespace Sentinel.Scheduling;

/// <summary>Finds the assemblies of the running application on disk, by name.</summary>
/// <remarks>Thread-safe. Definitions are read once and kept: rewriting asks for the same few again and again.</remarks>
internal sealed class AppAssemblies : IAssemblyResolver
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _paths = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, AssemblyDefinition> _definitions = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="folder">The application's own folder; it wins over the shared framework.</param>
    public AppAssemblies(string folder)
    {
        Folder = folder;
        var trusted = (AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "").Split(Path.PathSeparator);
        foreach (var path in trusted.Where(p => p.Length > 0).Concat(Directory.EnumerateFiles(folder, "*.dll")))
        {
            _paths[Path.GetFileNameWithoutExtension(path)] = path;
        }
    }

    public string Folder { get; }

    public string? PathOf(string name) => _paths.GetValueOrDefault(name);

    public AssemblyDefinition Resolve(AssemblyNameReference name) => Resolve(name, new ReaderParameters());

    public AssemblyDefinition Resolve(AssemblyNameReference name, ReaderParameters parameters)
    {
        lock (_gate)
        {
            if (!_definitions.TryGetValue(name.Name, out var definition))
            {
                var path = PathOf(name.Name) ?? throw new AssemblyResolutionException(name);
                definition = AssemblyDefinition.ReadAssembly(path, new ReaderParameters { AssemblyResolver = this });
                _definitions.Add(name.Name, definition);
            }

            return definition;
        }
    }

    public void Dispose()
    {
        foreach (var definition in _definitions.Values)
        {
            definition.Dispose();
        }
    }
}
