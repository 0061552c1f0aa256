/**
 * Codes to pictures as a micro-batch stage: deserialize and check each record alone, reconstruct
 * them together, write each as an encoded picture. Start at {@link
 * org.flinkqlip.operators.reconstruct.ReconstructOperator}.
 */
package org.flinkqlip.operators.reconstruct;
