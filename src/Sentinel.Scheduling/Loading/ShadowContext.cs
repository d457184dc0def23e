using System.Reflection;
using System.Runtime.Loader;

namespace Sentinel.Scheduling;

/// <summary>A private, rewritten copy of the code under test, loaded beside the original in the same process.</summary>
/// <remarks>
/// Nothing on disk changes and no other test is affected. Types of the copy are not the types of the original, though they share
/// their names: what crosses must be a type of an assembly that is never copied (this one, <c>Sentinel.Linearizability</c>,
/// <c>Sentinel.Testing</c>, the framework, test libraries). Not a sandbox. Thread-safe, but its statics are one set: run one exploration on
/// it at a time.
/// </remarks>
public sealed class ShadowContext : IDisposable
{
    private readonly Context _context;
    private readonly AppAssemblies _app;
    private readonly List<string> _names;
    private readonly string[] _atOnce;
    private readonly RewriteCache _cache;
    private readonly Lock _gate = new();

    private ShadowContext(Assembly entry, ShadowOptions options)
    {
        if (entry.IsCollectible && entry.GetManifestResourceNames().Contains(SiteWriter.ResourceName))
        {
            throw new ArgumentException($"{entry.GetName().Name} is a rewritten copy already.", nameof(entry));
        }

        var folder = Path.GetDirectoryName(entry.Location);
        if (string.IsNullOrEmpty(folder))
        {
            throw new ArgumentException($"{entry.GetName().Name} has no file, so it cannot be rewritten.", nameof(entry));
        }

        _app = new AppAssemblies(folder);
        Included = options.Include;
        if (Included.FirstOrDefault(name => !ShadowSet.CanInclude(name, _app)) is { } impossible)
        {
            throw new ArgumentException(
                $"{impossible} cannot be rewritten: it is not among the assemblies of {entry.GetName().Name}, or one that has to stay as it is.", nameof(options));
        }

        _names = [.. ShadowSet.Of(entry.GetName().Name!, _app, options.Include)];
        _cache = new RewriteCache(options.CacheFolder, new RewriteScope(_names, _app));
        _context = new Context(this, entry.GetName().Name!);
        _atOnce = [.. ShadowSet.Reachable(entry.GetName().Name!, _names, _app).Union(Included.Intersect(_names))];
        _cache.Prepare(_atOnce.Select(name => (_app.PathOf(name)!, NumberOf(name))), folder);
        foreach (var name in _atOnce)
        {
            Statics.Capture(Load(name)!);
        }
    }

    /// <summary>The simple names of the assemblies that are rewritten, sorted; those that the entry does not refer to, when they are first asked for.</summary>
    public IReadOnlyList<string> Rewritten => _names;

    /// <summary>The assemblies that were asked for besides those of the project: <see cref="ShadowOptions.Include"/>.</summary>
    public IReadOnlyList<string> Included { get; }

    /// <summary>Calls that no model covers, each with its place: found in the code, whether or not a run reaches them.</summary>
    public IReadOnlyList<Finding.Unmodelled> UnmodelledCalls =>
        [.. Sites.OfKind(SiteKind.Unmodelled).Select(s => new Finding.Unmodelled(s.Member, s.Place))];

    internal SiteTable Sites { get; } = new();

    internal StaticState Statics { get; } = new();

    /// <summary>Rewrites and loads the assembly of <paramref name="entry"/> and all that must come with it.</summary>
    /// <exception cref="ArgumentException">The assembly has no file on disk: it was emitted, or is part of a single-file bundle; or it
    /// is a rewritten copy itself; or an assembly to include is not there, is the core library or one of Sentinel's own.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="entry"/> is null.</exception>
    public static ShadowContext For(Type entry, ShadowOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return new ShadowContext(entry.Assembly, options ?? ShadowOptions.Default);
    }

    /// <summary>The rewritten copy of a type, or the type itself where its assembly is shared.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="original"/> is null.</exception>
    public Type Resolve(Type original)
    {
        ArgumentNullException.ThrowIfNull(original);
        if (original.IsConstructedGenericType)
        {
            return Resolve(original.GetGenericTypeDefinition()).MakeGenericType([.. original.GetGenericArguments().Select(Resolve)]);
        }

        var copy = Load(original.Assembly.GetName().Name!);
        return copy is null ? original : copy.GetType(original.FullName!, throwOnError: true)!;
    }

    /// <summary>The rewritten copy of the method behind a static lambda or method group.</summary>
    /// <exception cref="ArgumentException">The delegate captures something: what it captured is of the original's types.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="original"/> is null.</exception>
    public TDelegate Resolve<TDelegate>(TDelegate original)
        where TDelegate : Delegate
    {
        ArgumentNullException.ThrowIfNull(original);
        var method = original.Method;
        var target = original.Target;
        var captures = target is not null && target.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Length > 0;
        if (captures || method.DeclaringType is null)
        {
            throw new ArgumentException("A lambda that captures cannot be controlled: make it static, or pass the specification by type.", nameof(original));
        }

        var type = Resolve(method.DeclaringType);
        // By name and signature: rewriting may renumber the tokens.
        var signature = method.ToString();
        var copy = type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .First(m => m.Name == method.Name && m.ToString() == signature);
        var receiver = copy.IsStatic ? null : System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(type);
        return (TDelegate)Delegate.CreateDelegate(typeof(TDelegate), receiver, copy);
    }

    /// <summary>A new object of the rewritten copy of <paramref name="type"/>, from its parameterless constructor.</summary>
    /// <exception cref="MissingMethodException">There is no such constructor.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="type"/> is null.</exception>
    public object Create(Type type) => Activator.CreateInstance(Resolve(type), nonPublic: true)!;

    /// <summary>Lets the copy be collected once nothing refers to it.</summary>
    public void Dispose()
    {
        _context.Unload();
        _app.Dispose();
    }

    private int NumberOf(string name) => _names.FindIndex(n => string.Equals(n, name, StringComparison.OrdinalIgnoreCase));

    private Assembly? Load(string name)
    {
        Assembly assembly;
        lock (_gate)
        {
            if (_context.Assemblies.FirstOrDefault(a => a.GetName().Name == name) is { } loaded)
            {
                return loaded;
            }

            var number = NumberOf(name);
            if (number < 0)
            {
                return null;
            }

            assembly = _cache.Load(_context, _app.PathOf(name)!, number, _app);
            using var sites = assembly.GetManifestResourceStream(SiteWriter.ResourceName)!;
            Sites.Add(number, SiteWriter.Deserialize(sites));
        }

        if (!_atOnce.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            // Outside the lock: static constructors run.
            Statics.Capture(assembly);
        }

        return assembly;
    }

    private sealed class Context(ShadowContext owner, string name) : AssemblyLoadContext($"sentinel:{name}", isCollectible: true)
    {
        protected override Assembly? Load(AssemblyName assemblyName) => owner.Load(assemblyName.Name!);
    }
}
