namespace Sentinel.Scheduling;

/// <summary>Marks a shim that stands for a static member though its first parameter is of the target's type.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class StaticMemberAttribute : Attribute;
