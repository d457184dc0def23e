#pragma warning disable IDE0130 // The runtime knows the attribute by this name.
namespace System.Runtime.CompilerServices;

/// <summary>Lets the assembly that carries it use the internals of the one it names. The runtime honours it by name.</summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
internal sealed class IgnoresAccessChecksToAttribute(string assemblyName) : Attribute
{
    public string AssemblyName { get; } = assemblyName;
}
