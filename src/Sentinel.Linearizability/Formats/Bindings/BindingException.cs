namespace Sentinel.Formats.Bindings;

/// <summary>A value is not of the kind that the model's operation needs; whoever knows the place in the file adds it.</summary>
internal sealed class BindingException(string reason) : Exception(reason);
