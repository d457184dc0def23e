namespace Sentinel.Scheduling;

/// <summary>Marks a class whose public static methods stand for the members of <paramref name="target"/>.</summary>
/// <remarks>A method whose first parameter is the target (by reference for a struct) stands for the instance method of its name and
/// the remaining parameters, unless <see cref="StaticMemberAttribute"/> says otherwise; <c>New</c> stands for the constructor; any other for the static method. The generic
/// parameters of the target come first, then the method's own.</remarks>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ShimAttribute(Type target) : Attribute
{
    public Type Target { get; } = target;

    /// <summary>Whether the methods stand for what a derived class calls of its base: a virtual call from there would come back to the override.</summary>
    public bool OfBase { get; init; }
}
