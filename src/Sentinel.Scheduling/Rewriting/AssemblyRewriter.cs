using System.Runtime.CompilerServices;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Sentinel.Scheduling;

/// <summary>Rewrites one assembly so that the scheduler sees its accesses and its synchronisation. A pure function of its input.</summary>
internal static class AssemblyRewriter
{
    /// <summary>Part of the cache key: raise it whenever the output for the same input changes.</summary>
    public const int Version = 25;

    public static RewrittenAssembly Rewrite(string path, int assemblyNumber, IAssemblyResolver resolver, RewriteScope scope)
    {
        // Symbols lie beside the assembly or inside it, or are missing, or are another build's: that costs the lines, nothing else.
        var parameters = new ReaderParameters
        {
            AssemblyResolver = resolver,
            ReadSymbols = true,
            SymbolReaderProvider = new DefaultSymbolReaderProvider(throwIfNoSymbol: false),
            ThrowIfSymbolsAreNotMatching = false,
            InMemory = true,
        };
        using var assembly = AssemblyDefinition.ReadAssembly(path, parameters);
        var module = assembly.MainModule;

        // A precompiled image would run its native code, not the IL that is rewritten here.
        module.Attributes = (module.Attributes | ModuleAttributes.ILOnly) & ~ModuleAttributes.Required32Bit;
        module.Architecture = TargetArchitecture.I386;

        NameRewritten(module, scope);
        var imports = new ModuleImports(module);
        var sites = new SiteWriter(assemblyNumber);
        foreach (var type in module.GetTypes())
        {
            foreach (var method in type.Methods.ToArray())
            {
                MethodRewriter.Rewrite(method, imports, sites, scope);
            }
        }

        GrantAccess(module);
        module.Resources.Add(new EmbeddedResource(SiteWriter.ResourceName, ManifestResourceAttributes.Public, sites.Serialize()));
        using var image = new MemoryStream();
        using var pdb = new MemoryStream();
        var writer = new WriterParameters();
        if (module.HasSymbols)
        {
            writer.WriteSymbols = true;
            writer.SymbolStream = pdb;
            writer.SymbolWriterProvider = new PortablePdbWriterProvider();
        }

        assembly.Write(image, writer);
        return new RewrittenAssembly(image.ToArray(), module.HasSymbols ? pdb.ToArray() : null);
    }

    /// <summary>Names types by the assembly that has them, where that or the one they are named by gets a copy.</summary>
    /// <remarks>A library for several frameworks names them by a facade, which would forward to the original. And an assembly that gets a copy
    /// forwards too: <c>ConcurrentQueue</c> is named by System.Collections.Concurrent but part of the core library, so calls on it are not its own.</remarks>
    private static void NameRewritten(ModuleDefinition module, RewriteScope scope)
    {
        foreach (var type in module.GetTypeReferences())
        {
            if (type.Scope is not AssemblyNameReference named || MemberFacts.TryResolve(type)?.Module.Assembly.Name is not { } actual
                || actual.Name == named.Name || !(scope.IsRewritten(actual.Name) || scope.IsRewritten(named.Name)))
            {
                continue;
            }

            var known = module.AssemblyReferences.FirstOrDefault(r => r.Name == actual.Name);
            if (known is null)
            {
                module.AssemblyReferences.Add(known = AssemblyNameReference.Parse(actual.FullName));
            }

            type.Scope = known;
        }
    }

    private static void GrantAccess(ModuleDefinition module)
    {
        var constructor = typeof(IgnoresAccessChecksToAttribute).GetConstructor([typeof(string)]);
        var attribute = new CustomAttribute(module.ImportReference(constructor));
        attribute.ConstructorArguments.Add(new CustomAttributeArgument(module.TypeSystem.String, typeof(AssemblyRewriter).Assembly.GetName().Name));
        module.Assembly.CustomAttributes.Add(attribute);
    }
}
